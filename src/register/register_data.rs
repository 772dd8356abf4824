//! The data for the templates of the register; its keys are documented in `src/manual/theme.md`.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct RegisterData<'a> {
    pub site: &'a str,
    pub today: String,
    pub language: &'a str,
    pub direction: &'a str,
    pub count: usize,
    pub counts: Vec<(&'static str, usize)>,
    pub months: Vec<GroupData<'a>>,
    pub owners: Vec<GroupData<'a>>,
}

#[derive(Serialize)]
pub(super) struct GroupData<'a> {
    pub name: String,
    pub id: String,
    pub leaflets: Vec<RowData<'a>>,
}

#[derive(Serialize)]
pub(super) struct RowData<'a> {
    pub reference: Option<&'a str>,
    pub title: &'a str,
    pub language: Option<&'a str>,
    pub state: &'static str,
    pub draft: bool,
    pub owner: Option<&'a str>,
    pub last_updated: Option<String>,
    pub archive_date: Option<String>,
    pub address: Option<&'a str>,
}
