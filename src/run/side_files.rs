//! What is written beside the report: rejected records and the manifest.

use std::path::PathBuf;

use crate::cli::Common;
use crate::exports::OnError;
use crate::formats::Target;
use crate::usage::UsageError;

use super::placeholders;

/// Where the side files go, each to a place of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct SideFiles {
    /// The rejected records; `None` if not asked for.
    pub(super) rejects: Option<Target>,
    /// The manifest; `None` if not asked for.
    pub(super) manifest: Option<Target>,
}

impl SideFiles {
    /// Parses the options of a report of this name that goes to `report`.
    pub(super) fn new(options: &Common, name: &str, report: &Target) -> Result<SideFiles, UsageError> {
        let target = |path: &PathBuf| placeholders::named(&Target::named(path.clone()), name);
        let rejects = options.input.rejects.as_ref().map(target);
        if rejects.is_some() && options.input.on_error != OnError::Skip {
            return Err(UsageError::new("--rejects: nothing is rejected").hint("it goes with --on-error skip"));
        }
        SideFiles { rejects, manifest: options.output.manifest.as_ref().map(target) }.apart_from(report)
    }

    /// The same with `{date}` filled in.
    pub(super) fn placed(&self, date: Option<&str>, report: &Target) -> Result<SideFiles, UsageError> {
        let place = |target: &Option<Target>, option| {
            target.as_ref().map(|target| placeholders::dated(target, date, option)).transpose()
        };
        let (rejects, manifest) = (place(&self.rejects, "--rejects")?, place(&self.manifest, "--manifest")?);
        SideFiles { rejects, manifest }.apart_from(report)
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = &Target> {
        self.rejects.iter().chain(&self.manifest)
    }

    pub(super) fn goes_to(&self, place: &Target) -> bool {
        self.targets().any(|target| target.is_same(place))
    }

    fn apart_from(self, report: &Target) -> Result<SideFiles, UsageError> {
        if self.rejects.as_ref().is_some_and(|rejects| rejects.is_same(report)) {
            return Err(UsageError::new("--rejects: the report itself goes there").hint("name another file"));
        }
        let is_taken = |manifest: &Target| {
            manifest.is_same(report) || self.rejects.as_ref().is_some_and(|rejects| rejects.is_same(manifest))
        };
        if self.manifest.as_ref().is_some_and(is_taken) {
            return Err(UsageError::new("--manifest: something else goes to this file").hint("name another one"));
        }
        Ok(self)
    }
}
