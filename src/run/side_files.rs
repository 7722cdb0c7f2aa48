//! What is written beside the report: rejected records and the manifest.

use crate::cli::Common;
use crate::exports::OnError;
use crate::formats::Target;
use crate::usage::UsageError;

use super::placeholders::Placeholders;

/// Where the side files go, each to a place of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct SideFiles {
    /// The rejected records; `None` if not asked for.
    pub(super) rejects: Option<Target>,
    /// The manifest; `None` if not asked for.
    pub(super) manifest: Option<Target>,
}

impl SideFiles {
    /// Understands the options of a report that goes to `report`.
    pub(super) fn new(options: &Common, report: &Target) -> Result<SideFiles, UsageError> {
        let rejects = options.input.rejects.clone().map(Target::named);
        if rejects.is_some() && options.input.on_error != OnError::Skip {
            return Err(UsageError::new("--rejects: nothing is rejected").hint("it goes with --on-error skip"));
        }
        SideFiles { rejects, manifest: options.output.manifest.clone().map(Target::named) }.apart_from(report)
    }

    /// The same with placeholders filled in.
    pub(super) fn placed(&self, placeholders: &Placeholders, report: &Target) -> Result<SideFiles, UsageError> {
        let place = |target: &Option<Target>, option| {
            target.as_ref().map(|target| placeholders.fill_target(target, option)).transpose()
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
