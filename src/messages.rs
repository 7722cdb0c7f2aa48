//! What is said on standard error, and the errors that decide the exit status.

mod remark;

use std::fmt;
use std::io::Write;
use std::sync::Arc;

use anyhow::Error;

use crate::plain::quoted;
use crate::pseudonyms::{Pseudonyms, Subject};

pub use remark::{Remark, Severity, Spelling};

/// Where a near name would unmask somebody.
const NEAR_BUT_VEILED: &str = "one nearly like it is there; without --pseudonymize it is named";

/// Standard error, and whether something asked for was not there.
pub struct Messages<'w> {
    out: &'w mut dyn Write,
    spelling: Spelling,
    is_quiet: bool,
    /// The saved report that they are about.
    report: Option<String>,
    /// Puts pseudonyms in place of names.
    pseudonyms: Option<Arc<Pseudonyms>>,
    missing: bool,
}

impl<'w> Messages<'w> {
    /// Messages to `out`; quiet ones leave out the notes.
    pub fn new(out: &'w mut dyn Write, spelling: Spelling, is_quiet: bool) -> Messages<'w> {
        Messages { out, spelling, is_quiet, report: None, pseudonyms: None, missing: false }
    }

    /// The same, about a saved report.
    #[must_use]
    pub fn of_report(self, report: Option<&str>) -> Messages<'w> {
        Messages { report: report.map(str::to_owned), ..self }
    }

    /// From now on names from the data are told by their pseudonyms.
    pub fn veil(&mut self, pseudonyms: Arc<Pseudonyms>) {
        self.pseudonyms = Some(pseudonyms);
    }

    /// What is told of a text that somebody asked for, and of what is near to it: neither as it is where that has
    /// pseudonyms, for one beside the other would tell whose they are. `subject` is what it was to be the id or name of.
    pub fn asked(&self, subject: Option<Subject>, text: &str, near: Option<String>) -> (String, Option<String>) {
        let hides = |pseudonyms: &&Pseudonyms| {
            subject.is_some_and(|subject| pseudonyms.has(subject))
                || near.as_ref().is_some_and(|near| pseudonyms.text(near) != *near)
        };
        match self.pseudonyms.as_deref().filter(hides) {
            Some(pseudonyms) => (quoted(&pseudonyms.typed(text)), near.map(|_| NEAR_BUT_VEILED.to_owned())),
            None => (quoted(text), near),
        }
    }

    /// Says what a reader may like to know.
    pub fn note(&mut self, text: impl fmt::Display) {
        if !self.is_quiet {
            self.say(&Remark::new(Severity::Note, text));
        }
    }

    /// Says what is wrong, although the report is made.
    pub fn warning(&mut self, text: impl fmt::Display) {
        self.say(&Remark::new(Severity::Warning, text));
    }

    /// Says that something asked for by id or name is not there: exit status 3.
    pub fn missing(&mut self, text: impl fmt::Display, hint: Option<String>) {
        self.missing = true;
        self.say(&Remark::new(Severity::Error, text).hinted(hint).ending(3));
    }

    /// Says what ended the work, and gives the exit status.
    pub fn failed(&mut self, error: &Error) -> u8 {
        let remark = Remark::of(error);
        self.say(&remark);
        remark.status.unwrap_or(1)
    }

    /// Whether something asked for was not there.
    pub fn has_missing(&self) -> bool {
        self.missing
    }

    /// Whether programs read what is said.
    pub fn is_for_programs(&self) -> bool {
        self.spelling == Spelling::Json
    }

    /// Says it.
    pub fn say(&mut self, remark: &Remark) {
        let veiled = self.pseudonyms.as_deref().map(|pseudonyms| {
            let text = |text: &String| pseudonyms.text(text).into_owned();
            let (message, hint) = (text(&remark.message), remark.hint.as_ref().map(text));
            Remark { message, hint, ..remark.clone() }
        });
        let remark = veiled.as_ref().unwrap_or(remark);
        // Nothing is left to do where even standard error is closed.
        let _ = writeln!(self.out, "{}", remark.spelled(self.spelling, self.report.as_deref()));
    }
}
