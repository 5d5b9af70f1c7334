//! The calendar's pages.

use std::sync::OnceLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::render::view::base::Frame;
use crate::render::view::calendar::{self as view, DayView, FileView, NeedView, UndatedView};
use crate::render::view::pagination::{PaginationView, pagination};
use crate::render::{Artifact, Input, RenderError};
use crate::site::timetable::{calendar_end, months, of_month};
use crate::site::{Site, Undated, route};
use crate::time::holidays;

/// Weeks on the first page.
const WEEKS: i64 = 4;
/// Meetings on the first page; of more, the months tell.
const SOON: usize = 100;
/// Areas that each month leads to; of more, their own pages tell, because every area has pages of every month.
const AREAS: usize = 60;
/// Wishes by which the style sheet can filter.
const FILTERS: usize = 8;

#[derive(Serialize)]
struct CalendarView<'a> {
    /// Days with meetings in the next weeks.
    days: Vec<DayView<'a>>,
    weeks: i64,
    /// Whether there are more meetings in these weeks than are shown.
    is_cut: bool,
    months: Vec<MonthLink>,
    areas: Vec<AreaLink<'a>>,
    files: Option<FilesView<'a>>,
    undated: UndatedsView<'a>,
    uncertain_after: Option<String>,
}

#[derive(Serialize)]
struct MonthView<'a> {
    label: String,
    area: Option<&'a str>,
    /// From the day of the build on, where the month has begun.
    is_begun: bool,
    /// Meetings of the month, this page's and those of its other pages.
    count: usize,
    /// Those of this page.
    shown: usize,
    days: Vec<DayView<'a>>,
    needs: Vec<FilterView<'a>>,
    months: Vec<MonthLink>,
    areas: Vec<AreaLink<'a>>,
    /// Whether there are more areas than these.
    has_more_areas: bool,
    file: Option<FileView<'a>>,
    pagination: Option<PaginationView>,
    /// Sessions without dates, ready, because they are the same on every page of a book; none where there are none.
    undated_html: Option<String>,
    uncertain_after: Option<String>,
}

#[derive(Serialize)]
struct MonthLink {
    label: String,
    href: String,
    count: usize,
    current: bool,
}

/// The same month of an area.
#[derive(Serialize)]
struct AreaLink<'a> {
    label: &'a str,
    href: String,
    count: usize,
    current: bool,
}

#[derive(Serialize)]
struct FilterView<'a> {
    need: NeedView<'a>,
    count: usize,
}

#[derive(Serialize)]
struct FilesView<'a> {
    all: FileView<'a>,
    areas: Vec<FileView<'a>>,
}

/// Sessions without dates.
#[derive(Serialize)]
struct UndatedsView<'a> {
    items: Vec<UndatedView<'a>>,
    count: usize,
    /// Where all of them stand, where these are not all.
    href: Option<String>,
    pagination: Option<PaginationView>,
}

/// The calendar of everything, or of one area.
struct Book<'a> {
    /// Index of the area.
    area: Option<usize>,
    id: Option<&'a str>,
    name: Option<&'a str>,
    /// Positions in the site's calendar.
    meetings: Vec<usize>,
    undated: &'a [Undated],
    /// What its pages say of these.
    undated_html: OnceLock<String>,
}

impl Book<'_> {
    fn undated_html(&self, input: &Input) -> Result<Option<String>, RenderError> {
        if self.undated.is_empty() {
            return Ok(None);
        }
        if let Some(made) = self.undated_html.get() {
            return Ok(Some(made.clone()));
        }
        let made = input.engine.part("partials/undated-section.html", "../", "undated", &undated_below(input.site, self.undated))?;
        Ok(Some(self.undated_html.get_or_init(|| made).clone()))
    }
}

pub(super) fn render<'a>(input: &'a Input<'a>) -> Vec<Artifact<'a>> {
    let site = input.site;
    let mut artifacts = vec![Artifact::later(route::CALENDAR, move || overview(input))];
    for number in 1..=route::undated_pages(site.agenda.undated.len()) {
        artifacts.push(Artifact::later(route::undated(number), move || ask(input, number)));
    }
    for book in books(site).map(std::sync::Arc::new) {
        for first in months(site.today) {
            for number in 1..=route::month_pages(of_month(&site.calendar, &book.meetings, first).len()) {
                let book = std::sync::Arc::clone(&book);
                let path = route::month(first, book.id, number);
                artifacts.push(Artifact::later(path, move || month(input, &book, first, number)));
            }
        }
    }
    artifacts
}

/// The calendar of everything, and of each area that has only a part of it.
fn books(site: &Site) -> impl Iterator<Item = Book<'_>> {
    let all = (!site.calendar.is_empty()).then(|| Book {
        area: None,
        id: None,
        name: None,
        meetings: (0..site.calendar.len()).collect(),
        undated: &site.agenda.undated,
        undated_html: OnceLock::new(),
    });
    let areas = site.areas.iter().zip(&site.agenda.areas).enumerate();
    let of_areas = areas.filter(|(at, _)| site.agenda.has_pages(*at, &site.calendar)).map(|(at, (area, agenda))| Book {
        area: Some(at),
        id: Some(area.id.value.as_str()),
        name: Some(area.name.as_str()),
        meetings: agenda.meetings.clone(),
        undated: &agenda.undated,
        undated_html: OnceLock::new(),
    });
    all.into_iter().chain(of_areas)
}

fn overview(input: &Input) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let until = site.today.saturating_add((7 * WEEKS - 1).days());
    let soon = site.calendar.partition_point(|meeting| meeting.occurrence.date <= until);
    let shown: Vec<usize> = (0..soon.min(SOON)).collect();
    let view = CalendarView {
        days: view::days(site, &shown, site.today, until, false),
        weeks: WEEKS,
        is_cut: soon > SOON,
        months: if site.calendar.is_empty() { Vec::new() } else { month_links(site, None, None) },
        areas: area_links(site, site.today.first_of_month(), None, usize::MAX).links,
        files: files(site),
        undated: undated_below(site, &site.agenda.undated),
        uncertain_after: uncertain_after(site),
    };
    let description = "いつ、どこで、どんな集まりがあるかを、日にちの順に並べています。";
    let mut frame = Frame::new(site, route::CALENDAR, "calendar", "カレンダー", description).below(&[]);
    frame.page.noindex |= site.calendar.is_empty() && site.agenda.undated.is_empty();
    frame.jsonld = crate::render::jsonld::calendar(&frame, site);
    input.engine.page("calendar.html", &frame, "calendar", &view)
}

fn month(input: &Input, book: &Book, first: Date, number: usize) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let meetings = of_month(&site.calendar, &book.meetings, first);
    let pages = route::month_pages(meetings.len());
    let shown = meetings.chunks(route::MONTH_PAGE).nth(number - 1).unwrap_or(&[]);
    let (from, until) = days_of_page(site, shown, first, number, pages);
    let areas = area_links(site, first, Some(book), AREAS);
    let label = first.strftime("%Y年%-m月").to_string();
    let area = book.name.map(|area| format!("{area}・")).unwrap_or_default();
    let view = MonthView {
        label: label.clone(),
        area: book.name,
        is_begun: first < site.today,
        count: meetings.len(),
        shown: shown.len(),
        days: if shown.is_empty() { Vec::new() } else { view::days(site, shown, from, until, true) },
        needs: filters(site, shown),
        months: month_links(site, Some(book), Some(first)),
        has_more_areas: areas.is_cut,
        areas: areas.links,
        file: file(site, book),
        pagination: pagination(number, pages, |number| route::month(first, book.id, number)),
        undated_html: book.undated_html(input)?,
        uncertain_after: uncertain_after(site).filter(|_| first.last_of_month() > holidays::certain_through()),
    };
    let part = if number > 1 { format!("（{number}ページ目）") } else { String::new() };
    let description = format!("{area}{label}の集まりと、その日にちです。");
    let path = route::month(first, book.id, number);
    let mut frame =
        Frame::new(site, &path, "month", format!("{area}{label}の予定{part}"), description).below(&[("カレンダー", route::CALENDAR)]);
    // An empty month is kept, because somebody may have kept its address.
    frame.page.noindex |= meetings.is_empty();
    input.engine.page("month.html", &frame, "month", &view)
}

/// The days that a page of a month shows: all that are left of it, or, of several pages, those of its meetings.
fn days_of_page(site: &Site, shown: &[usize], first: Date, number: usize, pages: usize) -> (Date, Date) {
    let date = |at: Option<&usize>| at.map(|at| site.calendar[*at].occurrence.date);
    let begin = first.max(site.today);
    let from = if number == 1 { begin } else { date(shown.first()).unwrap_or(begin) };
    let until = if number == pages { first.last_of_month() } else { date(shown.last()).unwrap_or(begin) };
    (from, until)
}

/// Wishes among which to choose, where there is a choice.
fn filters<'a>(site: &'a Site, shown: &[usize]) -> Vec<FilterView<'a>> {
    let mut counts = vec![0_usize; site.vocabulary.needs.len().min(FILTERS)];
    for at in shown {
        let needs = &site.entries[site.calendar[*at].entry].needs;
        needs.iter().filter(|need| **need < FILTERS).for_each(|need| counts[*need] += 1);
    }
    let is_choice = counts.iter().any(|count| (1..shown.len()).contains(count));
    let filled = counts.into_iter().enumerate().filter(|(_, count)| is_choice && *count > 0);
    filled.map(|(at, count)| FilterView { need: view::need_view(site, at), count }).collect()
}

fn month_links(site: &Site, book: Option<&Book>, current: Option<Date>) -> Vec<MonthLink> {
    let everything: Vec<usize>;
    let meetings = match book {
        Some(book) => &book.meetings,
        None => {
            everything = (0..site.calendar.len()).collect();
            &everything
        }
    };
    months(site.today)
        .enumerate()
        .map(|(at, first)| MonthLink {
            // The year stands where it begins.
            label: first.strftime(if at == 0 || first.month() == 1 { "%Y年%-m月" } else { "%-m月" }).to_string(),
            href: route::month(first, book.and_then(|book| book.id), 1),
            count: of_month(&site.calendar, meetings, first).len(),
            current: current == Some(first),
        })
        .collect()
}

struct AreaLinks<'a> {
    links: Vec<AreaLink<'a>>,
    is_cut: bool,
}

/// The same month of everything and of each area, of more than `most` areas only the book's own; none where there is
/// nothing to choose.
fn area_links<'a>(site: &'a Site, first: Date, book: Option<&Book>, most: usize) -> AreaLinks<'a> {
    let mut with_pages: Vec<_> = (0..site.areas.len()).filter(|area| site.agenda.has_pages(*area, &site.calendar)).collect();
    if with_pages.is_empty() {
        return AreaLinks { links: Vec::new(), is_cut: false };
    }
    let is_cut = with_pages.len() > most;
    with_pages.retain(|area| !is_cut || book.is_some_and(|book| book.area == Some(*area)));
    let of_areas = with_pages.into_iter().map(|at| AreaLink {
        label: &site.areas[at].shown().name,
        href: route::month(first, Some(&site.areas[at].id), 1),
        count: of_month(&site.calendar, &site.agenda.areas[at].meetings, first).len(),
        current: book.is_some_and(|book| book.area == Some(at)),
    });
    let before = |date: Date| site.calendar.partition_point(|meeting| meeting.occurrence.date < date);
    let count = before(first.last_of_month().saturating_add(1.day())) - before(first);
    let all = book.map(|book| AreaLink { label: "ぜんぶ", href: route::month(first, None, 1), count, current: book.area.is_none() });
    AreaLinks { links: all.into_iter().chain(of_areas).collect(), is_cut }
}

fn files(site: &Site) -> Option<FilesView<'_>> {
    if site.agenda.dated.is_empty() {
        return None;
    }
    let all = site.agenda.dated.len();
    let areas = site.areas.iter().zip(&site.agenda.areas).filter(|(_, agenda)| (1..all).contains(&agenda.dated.len()));
    Some(FilesView {
        all: FileView::new(site, "ぜんぶの予定", route::calendar_file(None)),
        areas: areas.map(|(area, _)| FileView::new(site, &area.name, route::calendar_file(Some(&area.id)))).collect(),
    })
}

fn file<'a>(site: &'a Site, book: &Book) -> Option<FileView<'a>> {
    match book.area {
        None => (!site.agenda.dated.is_empty()).then(|| FileView::new(site, "ぜんぶの予定", route::calendar_file(None))),
        Some(at) => FileView::of_area(site, at),
    }
}

fn undated_below<'a>(site: &'a Site, undated: &[Undated]) -> UndatedsView<'a> {
    let is_all = route::undated_pages(site.agenda.undated.len()) == 0;
    let shown = if is_all { undated } else { &undated[..undated.len().min(route::UNDATED_SHOWN)] };
    UndatedsView {
        items: shown.iter().filter_map(|undated| view::undated(site, undated)).collect(),
        count: undated.len(),
        href: (!is_all && shown.len() < undated.len()).then(|| route::undated(1)),
        pagination: None,
    }
}

fn ask(input: &Input, number: usize) -> Result<Vec<u8>, RenderError> {
    let site = input.site;
    let undated = &site.agenda.undated;
    let shown = undated.chunks(route::MONTH_PAGE).nth(number - 1).unwrap_or(&[]);
    let pages = route::undated_pages(undated.len());
    let view = UndatedsView {
        items: shown.iter().filter_map(|undated| view::undated(site, undated)).collect(),
        count: undated.len(),
        href: None,
        pagination: pagination(number, pages, route::undated),
    };
    let part = if number > 1 { format!("（{number}ページ目）") } else { String::new() };
    let title = format!("日程は問い合わせ{part}");
    let description = "日にちを主催者に問い合わせる集まりです。";
    let frame = Frame::new(site, &route::undated(number), "month", title, description).below(&[("カレンダー", route::CALENDAR)]);
    input.engine.page("calendar-ask.html", &frame, "undated", &view)
}

/// The last month whose holidays the Cabinet Office has published, where the calendar goes beyond it.
fn uncertain_after(site: &Site) -> Option<String> {
    let certain = holidays::certain_through();
    (calendar_end(site.today) > certain).then(|| certain.strftime("%Y年%-m月").to_string())
}
