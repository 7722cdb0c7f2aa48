//! Messages on standard error.

mod remark;
mod unwritable;

use std::fmt;
use std::io::Write;

use anyhow::Error;

pub use remark::{Level, MessageForm, Remark};
pub(crate) use unwritable::Unwritable;

type Rewrite = Box<dyn Fn(&str) -> String>;

/// Standard error, and whether something asked for was missing.
pub struct Messages<'w> {
    out: &'w mut dyn Write,
    spelling: MessageForm,
    is_quiet: bool,
    report: Option<String>,
    pseudonymize: Option<Rewrite>,
    missing: bool,
}

impl<'w> Messages<'w> {
    /// Messages to `out`, without notes if `is_quiet`.
    pub fn new(out: &'w mut dyn Write, spelling: MessageForm, is_quiet: bool) -> Messages<'w> {
        Messages { out, spelling, is_quiet, report: None, pseudonymize: None, missing: false }
    }

    /// Names the saved report that messages are about.
    #[must_use]
    pub fn of_report(self, report: Option<&str>) -> Messages<'w> {
        Messages { report: report.map(str::to_owned), ..self }
    }

    /// From now on `text` rewrites each message, replacing names from the data.
    pub fn pseudonymize(&mut self, text: impl Fn(&str) -> String + 'static) {
        self.pseudonymize = Some(Box::new(text));
    }

    /// Says what is good to know.
    pub fn note(&mut self, text: impl fmt::Display) {
        self.say(Remark::note(text));
    }

    /// Says what is wrong, although the report is made.
    pub fn warning(&mut self, text: impl fmt::Display) {
        self.say(Remark::warning(text));
    }

    /// Says that something asked for by id or name is missing: exit status 3.
    pub fn missing(&mut self, text: impl fmt::Display, hint: Option<String>) {
        self.missing = true;
        self.say(Remark::error(text, 3).hint(hint));
    }

    /// Says what ended the work and returns the exit status.
    pub fn failed(&mut self, error: &Error) -> u8 {
        let remark = Remark::of(error);
        let status = remark.status.unwrap_or(1);
        self.say(remark);
        status
    }

    /// Whether something asked for was missing.
    pub fn has_missing(&self) -> bool {
        self.missing
    }

    /// Whether programs read the messages.
    pub fn is_for_programs(&self) -> bool {
        self.spelling == MessageForm::Json
    }

    /// Says it, unless it is a note and they are off.
    pub fn say(&mut self, mut remark: Remark) {
        if self.is_quiet && remark.severity == Level::Note {
            return;
        }
        remark.report.clone_from(&self.report);
        if let Some(pseudonymize) = &self.pseudonymize {
            remark = remark.pseudonymized(pseudonymize);
        }
        // With standard error closed there is nowhere left to complain.
        let _ = writeln!(self.out, "{}", remark.spelled(self.spelling));
    }
}
