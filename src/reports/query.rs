//! A report as a query, for engines that read more than one machine can.

/// Which template of SQL a report is, and what stands for the words that it leaves open.
#[derive(Clone, Debug)]
pub struct Query {
    /// The report's name among the templates.
    pub template: &'static str,
    /// By the name that stands behind `@` in the template.
    pub terms: Vec<(&'static str, String)>,
}

impl Query {
    /// A template that leaves nothing open.
    pub(super) fn of(template: &'static str) -> Query {
        Query { template, terms: Vec::new() }
    }

    /// With what stands for one of its words.
    pub(super) fn with(mut self, name: &'static str, text: impl Into<String>) -> Query {
        self.terms.push((name, text.into()));
        self
    }
}
