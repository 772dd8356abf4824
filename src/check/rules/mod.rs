//! One module per rule, each with its documentation in a Markdown file of the same name.

pub mod active_image;
pub mod alt_repeats_caption;
pub mod alternative_to_itself;
pub mod ambiguous_name;
pub mod approval_of_other_words;
pub mod archive_before_update;
pub mod archive_due_soon;
pub mod archive_too_late;
pub mod archived_in_pack;
pub mod archived_with_original;
pub mod bare_address;
pub mod block_cycle;
pub mod bold_as_heading;
pub mod broken_anchor;
pub mod broken_front_matter;
pub mod broken_image;
pub mod broken_link;
pub mod broken_theme;
pub mod comment_after_value;
pub mod damaged_record;
pub mod date_not_updated;
pub mod date_style;
pub mod deep_nesting;
pub mod dont_without_do_not;
pub mod double_number;
pub mod duplicate_reference;
pub mod empty_heading;
pub mod empty_leaflet;
pub mod empty_pack;
pub mod empty_section;
pub mod exception_expired;
pub mod extension_without_reason;
pub mod format_differs;
pub mod hard_word;
pub mod heavy_image;
pub mod insecure_link;
pub mod invalid_date;
pub mod last_updated_in_future;
pub mod leaflet_archived;
pub mod link_in_emergency_card;
pub mod link_to_archived;
pub mod list_without_lead_in;
pub mod long_heading;
pub mod long_list;
pub mod long_paragraph;
pub mod long_sentence;
pub mod low_contrast;
pub mod malformed_reference;
pub mod misplaced_block;
pub mod missing_alt_text;
pub mod missing_archive_date;
pub mod missing_base_url;
pub mod missing_crisis_block;
pub mod missing_field;
pub mod missing_glyph;
pub mod missing_image;
pub mod missing_last_updated;
pub mod missing_reference;
pub mod missing_section;
pub mod missing_security_header;
pub mod missing_summary;
pub mod missing_title;
pub mod moved_from_collision;
pub mod no_leaflets;
pub mod number_style;
pub mod old_accessibility_statement;
pub mod oversized_leaflet;
pub mod person_as_owner;
pub mod picture_holds_place;
pub mod raw_html;
pub mod reading_level;
pub mod repeated_field;
pub mod repeated_heading;
pub mod replaced_by_archived;
pub mod replacement_cycle;
pub mod reserved_folder;
pub mod retired_phone_number;
pub mod reused_reference;
pub mod same_address;
pub mod same_text_different_target;
pub mod sentence_case;
pub mod shouting;
pub mod skipped_heading;
pub mod stray_file;
pub mod table_without_header;
pub mod text_after_card;
pub mod theme_leaves_out;
pub mod time_style;
pub mod title_in_body;
pub mod too_many_blocks;
pub mod translation_reference;
pub mod translation_without_original;
pub mod typed_bullet;
pub mod unavailable_format;
pub mod unchecked_page;
pub mod unexplained_abbreviation;
pub mod unfinished_text;
pub mod unknown_alternative;
pub mod unknown_block;
pub mod unknown_callout;
pub mod unknown_field;
pub mod unknown_kind;
pub mod unknown_phone_number;
pub mod unknown_reference;
pub mod unknown_setting;
pub mod unmade_format;
pub mod unreadable_file;
pub mod unseen_words;
pub mod unused_exception;
pub mod vague_link_text;
pub mod vanished_leaflet;
pub mod wide_table;
pub mod word_to_avoid;
pub mod wrong_exception;
pub mod wrong_glossary;
pub mod wrong_kind;
pub mod wrong_moved_from;
pub mod wrong_setting;

use super::rule::Rule;
pub use damaged_record::damage_of_record;

/// All rules, in the order of `explain`. To add a rule, add its `.rs` and `.md` here, and its name to both
/// lists in this file.
pub static RULES: &[&Rule] = &[
    &missing_title::RULE,
    &missing_reference::RULE,
    &missing_last_updated::RULE,
    &missing_archive_date::RULE,
    &missing_summary::RULE,
    &missing_field::RULE,
    &unknown_field::RULE,
    &repeated_field::RULE,
    &wrong_kind::RULE,
    &unknown_kind::RULE,
    &empty_pack::RULE,
    &person_as_owner::RULE,
    &comment_after_value::RULE,
    &broken_front_matter::RULE,
    &invalid_date::RULE,
    &last_updated_in_future::RULE,
    &date_not_updated::RULE,
    &extension_without_reason::RULE,
    &archive_before_update::RULE,
    &archive_too_late::RULE,
    &archive_due_soon::RULE,
    &leaflet_archived::RULE,
    &archived_with_original::RULE,
    &old_accessibility_statement::RULE,
    &malformed_reference::RULE,
    &duplicate_reference::RULE,
    &translation_reference::RULE,
    &translation_without_original::RULE,
    &same_address::RULE,
    &ambiguous_name::RULE,
    &vanished_leaflet::RULE,
    &reused_reference::RULE,
    &wrong_moved_from::RULE,
    &moved_from_collision::RULE,
    &replaced_by_archived::RULE,
    &replacement_cycle::RULE,
    &broken_link::RULE,
    &broken_anchor::RULE,
    &missing_image::RULE,
    &broken_image::RULE,
    &active_image::RULE,
    &heavy_image::RULE,
    &picture_holds_place::RULE,
    &link_to_archived::RULE,
    &archived_in_pack::RULE,
    &vague_link_text::RULE,
    &bare_address::RULE,
    &same_text_different_target::RULE,
    &insecure_link::RULE,
    &unknown_alternative::RULE,
    &alternative_to_itself::RULE,
    &unknown_reference::RULE,
    &unknown_block::RULE,
    &block_cycle::RULE,
    &too_many_blocks::RULE,
    &misplaced_block::RULE,
    &unknown_callout::RULE,
    &text_after_card::RULE,
    &link_in_emergency_card::RULE,
    &wrong_exception::RULE,
    &exception_expired::RULE,
    &unused_exception::RULE,
    &skipped_heading::RULE,
    &title_in_body::RULE,
    &empty_heading::RULE,
    &empty_section::RULE,
    &empty_leaflet::RULE,
    &repeated_heading::RULE,
    &long_heading::RULE,
    &sentence_case::RULE,
    &bold_as_heading::RULE,
    &typed_bullet::RULE,
    &missing_section::RULE,
    &missing_alt_text::RULE,
    &alt_repeats_caption::RULE,
    &table_without_header::RULE,
    &wide_table::RULE,
    &raw_html::RULE,
    &unseen_words::RULE,
    &unfinished_text::RULE,
    &word_to_avoid::RULE,
    &hard_word::RULE,
    &unexplained_abbreviation::RULE,
    &shouting::RULE,
    &reading_level::RULE,
    &long_sentence::RULE,
    &long_paragraph::RULE,
    &long_list::RULE,
    &list_without_lead_in::RULE,
    &date_style::RULE,
    &time_style::RULE,
    &number_style::RULE,
    &double_number::RULE,
    &dont_without_do_not::RULE,
    &approval_of_other_words::RULE,
    &missing_crisis_block::RULE,
    &unknown_phone_number::RULE,
    &retired_phone_number::RULE,
    &unreadable_file::RULE,
    &damaged_record::RULE,
    &stray_file::RULE,
    &unchecked_page::RULE,
    &reserved_folder::RULE,
    &no_leaflets::RULE,
    &deep_nesting::RULE,
    &unknown_setting::RULE,
    &wrong_setting::RULE,
    &wrong_glossary::RULE,
    &missing_base_url::RULE,
    &missing_security_header::RULE,
    &broken_theme::RULE,
    &theme_leaves_out::RULE,
    &format_differs::RULE,
    &missing_glyph::RULE,
    &unmade_format::RULE,
    &oversized_leaflet::RULE,
    &unavailable_format::RULE,
    &low_contrast::RULE,
];
