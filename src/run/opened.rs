//! Second state: the exports are open, so the output zone and the output's place are known.

use std::sync::Arc;

use anyhow::Result;

use crate::choices::{Bounds, Periods, Present};
use crate::exports::Exports;
use crate::messages::Messages;
use crate::pseudonyms::Pseudonyms;
use crate::tables::Directory;
use crate::usage::UsageError;

use super::asked::Asked;
use super::destination::{Destination, table_layout};
use super::inputs::{self, Inputs};
use super::placeholders;
use super::side_files::SideFiles;
use super::writer::check_folder;

pub(super) struct Opened<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) inputs: Inputs,
    pub(super) exports: Exports,
    /// The small tables, without pseudonyms.
    pub(super) directory: Directory,
    pub(super) pseudonyms: Option<Arc<Pseudonyms>>,
    pub(super) present: Present,
    pub(super) bounds: Bounds,
    /// The chosen interval and what it is compared with.
    pub(super) periods: Option<Periods>,
    pub(super) destination: Destination<'a>,
}

impl<'a> Opened<'a> {
    pub(super) fn new(asked: &'a Asked<'a>, messages: &mut Messages<'_>) -> Result<Opened<'a>> {
        let Asked { options, config, vocabulary, .. } = asked;
        let inputs = Inputs::new(&options.input, config, vocabulary, &asked.lists, messages)?;
        let side_files = SideFiles::new(options, asked.name, &asked.target)?;
        if side_files.rejects.is_some() && asked.key.is_some() {
            let problem = "--rejects holds records as they came, and --pseudonymize is to hide what they tell";
            return Err(UsageError::new(problem).hint("write the rejects in a run of its own").into());
        }
        let exports = inputs.open(vocabulary, messages)?;
        let directory = inputs::directory(&exports, messages)?;
        let new = |key| Pseudonyms::new(&options.output.pseudonymize, key, &exports, &directory, vocabulary);
        let pseudonyms = asked.key.clone().map(new).transpose()?.map(Arc::new);
        if let Some(pseudonyms) = &pseudonyms {
            let pseudonyms = Arc::clone(pseudonyms);
            messages.pseudonymize(move |text| pseudonyms.text(text).into_owned());
        }
        let zone = asked.zone.unwrap_or_else(|| inputs::zone_of_organizations(&directory, messages));
        let present = Present::new(asked.now, zone);
        let bounds = asked.terms.bounds(&present)?;
        let periods =
            asked.against.map(|against| Periods::new(against, &asked.terms, &bounds, &present)).transpose()?;
        let date = bounds.interval().map(|interval| placeholders::period(interval, zone));
        // A split report's file names have placeholders of their own.
        let target = match asked.split {
            Some(_) => asked.target.clone(),
            None => placeholders::dated(&asked.target, date.as_deref(), "--output")?,
        };
        let destination = Destination {
            report: asked.question.name,
            side_files: side_files.placed(date.as_deref(), &target)?,
            target,
            look: asked.look,
            table: table_layout(&asked.target, options.output.width, options.output.color, zone),
            zone,
            split: asked.split.as_ref(),
        };
        Ok(Opened { asked, inputs, exports, directory, pseudonyms, present, bounds, periods, destination })
    }

    /// Checks that no output replaces an input, and that each has a folder.
    pub(super) fn check_targets(&self, messages: &mut Messages<'_>) -> Result<()> {
        let targets = || self.destination.targets();
        // When rows are split, all folders are created: their names may hold values.
        targets().skip(usize::from(self.asked.split.is_some())).try_for_each(check_folder)?;
        targets().try_for_each(|target| self.inputs.check_target(target, &self.asked.vocabulary, messages))?;
        Ok(())
    }
}
