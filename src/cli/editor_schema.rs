//! JSON Schemas (draft 7, which editors support best) of the fields of a leaflet and of `site.yaml`.
//!
//! Editors use them to complete names and to mark mistakes. They accept everything that `check` accepts, but not
//! everything they accept is correct: for example, they cannot compare a date with today.

use serde_json::{Map, Value, json};

use crate::check::RULES;
use crate::leaflet::fields::{FIELDS, FieldKind, FieldNeed};
use crate::settings::{FORMATS, SETTINGS, SettingKind, SettingRow};

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of the fields of a leaflet.
pub fn leaflet() -> Value {
    let properties: Map<String, Value> = FIELDS
        .iter()
        .map(|row| {
            let mut schema = field(row.kind());
            describe(&mut schema, row.meaning);
            (row.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = FIELDS.iter().filter(|row| row.need == FieldNeed::Required).map(|row| row.name).collect();
    json!({
        "$schema": DRAFT,
        "title": "The fields of a leaflet",
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

/// The schema of `site.yaml`.
pub fn site() -> Value {
    let mut schema = section(SETTINGS);
    schema["$schema"] = DRAFT.into();
    schema["title"] = "The settings of a site".into();
    schema["required"] = json!(["title"]);
    schema
}

fn section(rows: &[SettingRow]) -> Value {
    let properties: Map<String, Value> = rows
        .iter()
        .map(|row| {
            let mut schema = setting(row.kind);
            describe(&mut schema, row.meaning);
            (row.name.to_owned(), schema)
        })
        .collect();
    json!({"type": ["object", "null"], "additionalProperties": false, "properties": properties})
}

fn describe(schema: &mut Value, meaning: &str) {
    schema["description"] = meaning.into();
}

/// A line of text. YAML numbers, such as a version 2.1, are text to Pamphlet.
fn text() -> Value {
    json!({"type": ["string", "number", "null"]})
}

fn day() -> Value {
    json!({
        "type": ["string", "null"],
        "pattern": "^(\\d{4}-\\d{2}-\\d{2}|\\d{1,2} [A-Za-z]+ \\d{4})$",
        "examples": ["2026-11-23", "23 November 2026"],
    })
}

fn texts() -> Value {
    json!({"type": ["array", "null"], "items": {"type": ["string", "number"]}})
}

fn named(values: Value) -> Value {
    json!({"type": ["object", "null"], "additionalProperties": values})
}

fn field(kind: FieldKind) -> Value {
    match kind {
        FieldKind::Text => text(),
        FieldKind::Date => day(),
        FieldKind::Flag => json!({"type": ["boolean", "null"]}),
        FieldKind::Texts | FieldKind::References => texts(),
        FieldKind::Facts => named(json!({"type": ["string", "number", "boolean"]})),
        FieldKind::Exceptions => json!({
            "type": ["array", "null"],
            "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["rule", "reason", "until"],
                "properties": {
                    "rule": {"enum": rule_names(), "description": "the rule that is not applied"},
                    "reason": {"type": "string", "description": "the reason"},
                    "until": {"type": "string", "description": "the last day of the exception"},
                },
            },
        }),
    }
}

fn setting(kind: SettingKind) -> Value {
    match kind {
        SettingKind::Text => text(),
        SettingKind::WebAddress => json!({"type": ["string", "null"], "pattern": "^https?://[^/\\s]+"}),
        SettingKind::Months => json!({"type": ["string", "null"], "pattern": "^\\d+ (months?|years?)$"}),
        SettingKind::Approval => json!({"enum": ["recorded", "required", null]}),
        SettingKind::Flag => json!({"type": ["boolean", "null"]}),
        SettingKind::Texts => texts(),
        SettingKind::Date => day(),
        SettingKind::Section(rows) => section(rows),
        SettingKind::Named(rows) => named(section(rows)),
        SettingKind::Sections => named(named(json!({"type": "array", "items": {"type": "string"}}))),
        SettingKind::Formats => {
            json!({"type": ["array", "null"], "items": {"enum": FORMATS.iter().map(|format| format.name).collect::<Vec<_>>()}})
        }
        SettingKind::Checks => {
            let severities = json!({"enum": ["error", "warning", "advice", "off"]});
            let rules: Map<String, Value> = RULES
                .iter()
                .filter(|rule| !rule.locked)
                .map(|rule| (rule.name.to_owned(), severities.clone()))
                .collect();
            json!({"type": ["object", "null"], "additionalProperties": false, "properties": rules})
        }
        SettingKind::Colours => named(json!({"type": ["string", "object"]})),
        SettingKind::Fields => {
            let names: Vec<&str> = FIELDS.iter().map(|row| row.name).collect();
            json!({"type": ["array", "null"], "items": {"enum": names}})
        }
    }
}

fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}
