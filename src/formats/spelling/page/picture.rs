//! Pictures of rows as the page's script draws them.

use serde::Serialize;

use crate::reports::Picture;

use super::cells::{PageCell, PageCells};

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum PagePicture<'p> {
    Bars {
        bars: &'p str,
        names: Vec<Vec<PageCell>>,
        series: Vec<(&'static str, u8, Vec<PageCell>)>,
        whole: Option<Vec<PageCell>>,
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
            Picture::Bars(bars) => PagePicture::Bars {
                bars: &bars.title,
                names: bars.names.iter().map(|names| cells.plain(names)).collect(),
                series: bars
                    .series
                    .iter()
                    .map(|series| (series.name, series.tone as u8, cells.plain(&series.values)))
                    .collect(),
                whole: bars.whole.as_deref().map(|whole| cells.plain(whole)),
                stacked: bars.whole.is_some(),
                time: bars.is_time,
            },
            Picture::Flow(flow) => PagePicture::Flow { flow: &flow.title, paths: &flow.paths },
        }
    }
}
