//! Tables: header cells say what they head, and a wide table scrolls in a box that the keyboard can reach.

use super::escape::escape_attribute;
use super::surroundings::Body;
use super::writer::Writer;
use crate::markdown::tree::{Alignment, NodeId, NodeKind};

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, body: Body<'a>, id: NodeId, caption: Option<&'a str>) {
        let document = body.document;
        // A group, not a region: a long leaflet would have more landmarks than a reader wants to hear.
        self.out.push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        let heading = std::mem::take(&mut self.last_heading);
        escape_attribute(caption.unwrap_or(&heading), &mut self.out);
        self.out.push_str("\"><table>");
        match caption {
            Some(caption) => {
                self.out.push_str("<caption>");
                self.plain(caption);
            }
            None => {
                self.out.push_str("<caption class=\"visually-hidden\">");
                self.plain(&heading);
            }
        }
        self.out.push_str("</caption>");
        self.last_heading = heading;
        let rows: Vec<NodeId> = document.children(id).collect();
        let first_heads = first_column_heads(body, &rows);
        let alignments = document.alignments(id);
        for (index, row) in rows.iter().enumerate() {
            let head = document.node(*row).kind == NodeKind::TableHead;
            self.out.push_str(match (head, index) {
                (true, _) => "<thead><tr>",
                (false, 1) => "<tbody><tr>",
                _ => "<tr>",
            });
            for (column, cell) in document.children(*row).enumerate() {
                let empty = document.children(cell).next().is_none();
                let scope = match (head, column) {
                    (true, _) if !empty => Some("col"),
                    (false, 0) if first_heads => Some("row"),
                    _ => None,
                };
                self.cell(body, cell, scope, alignments.get(column).copied());
            }
            self.out.push_str(if head { "</tr></thead>" } else { "</tr>" });
        }
        self.out.push_str(if rows.len() > 1 { "</tbody></table></div>" } else { "</table></div>" });
    }

    fn cell(&mut self, body: Body<'a>, cell: NodeId, scope: Option<&str>, alignment: Option<Alignment>) {
        let tag = if scope.is_some() { "th" } else { "td" };
        self.out.push('<');
        self.out.push_str(tag);
        if let Some(scope) = scope {
            self.out.push_str(" scope=\"");
            self.out.push_str(scope);
            self.out.push('"');
        }
        match alignment {
            Some(Alignment::Centre) => self.out.push_str(" class=\"centre\""),
            Some(Alignment::End) => self.out.push_str(" class=\"end\""),
            Some(Alignment::Start) | None => {}
        }
        self.out.push('>');
        self.children(body, cell);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }
}

/// The first cells of the rows are headings where nothing stands above them, or where all are bold.
pub(in crate::markdown) fn first_column_heads(body: Body<'_>, rows: &[NodeId]) -> bool {
    let document = body.document;
    let first_cell = |row: &NodeId| document.children(*row).next();
    let is_bold = |cell: NodeId| {
        let mut children = document.children(cell);
        children.next().is_some_and(|id| document.node(id).kind == NodeKind::Strong) && children.next().is_none()
    };
    let Some((head, rest)) = rows.split_first() else { return false };
    let corner_empty = first_cell(head).is_some_and(|cell| document.children(cell).next().is_none());
    corner_empty || (!rest.is_empty() && rest.iter().all(|row| first_cell(row).is_some_and(is_bold)))
}
