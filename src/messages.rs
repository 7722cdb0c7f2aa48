//! What is said on standard error.

mod remark;
mod unwritable;

use std::fmt;
use std::io::Write;

use anyhow::Error;

pub use remark::{Level, MessageForm, Remark};
pub(crate) use unwritable::Unwritable;

/// Puts pseudonyms in place of the names in a text.
type Rewrite = Box<dyn Fn(&str) -> String>;

/// Standard error, and whether something asked for was not there.
pub struct Messages<'w> {
    out: &'w mut dyn Write,
    spelling: MessageForm,
    is_quiet: bool,
    /// The saved report that they are about.
    report: Option<String>,
    /// Puts pseudonyms in place of names from the data.
    pseudonymize: Option<Rewrite>,
    missing: bool,
}

impl<'w> Messages<'w> {
    /// Messages to `out`; quiet ones leave out the notes.
    pub fn new(out: &'w mut dyn Write, spelling: MessageForm, is_quiet: bool) -> Messages<'w> {
        Messages { out, spelling, is_quiet, report: None, pseudonymize: None, missing: false }
    }

    /// The same, about a saved report.
    #[must_use]
    pub fn of_report(self, report: Option<&str>) -> Messages<'w> {
        Messages { report: report.map(str::to_owned), ..self }
    }

    /// From now on each text is told as this makes it: with pseudonyms for the names from the data in it.
    pub fn pseudonymize(&mut self, text: impl Fn(&str) -> String + 'static) {
        self.pseudonymize = Some(Box::new(text));
    }

    /// Says what a reader may like to know.
    pub fn note(&mut self, text: impl fmt::Display) {
        self.say(Remark::note(text));
    }

    /// Says what is wrong, although the report is made.
    pub fn warning(&mut self, text: impl fmt::Display) {
        self.say(Remark::warning(text));
    }

    /// Says that something asked for by id or name is not there: exit status 3.
    pub fn missing(&mut self, text: impl fmt::Display, hint: Option<String>) {
        self.missing = true;
        self.say(Remark::error(text, 3).hint(hint));
    }

    /// Says what ended the work, and gives the exit status.
    pub fn failed(&mut self, error: &Error) -> u8 {
        let remark = Remark::of(error);
        let status = remark.status.unwrap_or(1);
        self.say(remark);
        status
    }

    /// Whether something asked for was not there.
    pub fn has_missing(&self) -> bool {
        self.missing
    }

    /// Whether programs read what is said.
    pub fn is_for_programs(&self) -> bool {
        self.spelling == MessageForm::Json
    }

    /// Says it, unless it is a note that nobody wants to read.
    pub fn say(&mut self, remark: Remark) {
        if self.is_quiet && remark.severity == Level::Note {
            return;
        }
        let remark = Remark { report: self.report.clone(), ..remark };
        let remark = match &self.pseudonymize {
            Some(pseudonymize) => remark.pseudonymized(pseudonymize),
            None => remark,
        };
        // Nothing is left to do where even standard error is closed.
        let _ = writeln!(self.out, "{}", remark.spelled(self.spelling));
    }
}
