//! Pictures of rows as the page's script draws them.

use serde::Serialize;

use crate::reports::Picture;

use super::cells::{PageCell, PageCells};

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum PagePicture<'p> {
    Bars {
        bars: &'p str,
        names: Vec<Vec<PageCell<'static>>>,
        series: Vec<(&'static str, u8, Vec<PageCell<'static>>)>,
        whole: Option<Vec<PageCell<'static>>>,
        stacked: bool,
        time: bool,
    },
    Flow {
        flow: &'p str,
        paths: &'p [(Vec<String>, u64)],
    },
}

impl PagePicture<'_> {
    pub(super) fn of(picture: &Picture, cells: PageCells) -> PagePicture<'_> {
        match picture {
            Picture::Bars { title, names, series, whole, is_time } => PagePicture::Bars {
                bars: title,
                names: names.iter().map(|names| cells.plain(names)).collect(),
                series: series.iter().map(|(name, tone, values)| (*name, *tone as u8, cells.plain(values))).collect(),
                whole: whole.as_deref().map(|whole| cells.plain(whole)),
                stacked: whole.is_some(),
                time: *is_time,
            },
            Picture::Flow { title, paths } => PagePicture::Flow { flow: title, paths },
        }
    }
}
