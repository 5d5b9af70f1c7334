//! A 確認票 as a PDF: Typst's template `letters/confirm.typ` of the theme over a letter as JSON.

use typst::diag::Warned;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::render::print::press::world::{LeafletWorld, Templates, is_unprintable};
use crate::render::theme::Theme;
use crate::report::Letter;

/// Composes sheets.
pub struct Press {
    templates: Templates,
}

impl Press {
    /// With the templates of a theme.
    pub fn new(theme: &Theme) -> Self {
        let files: Vec<(String, &str)> = theme.texts("letters", "typ").map(|(name, text)| (format!("{name}.typ"), text)).collect();
        Press { templates: Templates::new(files.iter().map(|(name, text)| (name.as_str(), *text))) }
    }

    /// The PDF of one letter, PDF/UA-1.
    ///
    /// # Errors
    /// When the template is wrong; the message is Typst's.
    pub fn sheet(&self, letter: &Letter) -> Result<Vec<u8>, String> {
        let json = serde_json::to_string(letter).map_err(|error| error.to_string())?;
        // A letter must go out: what the font lacks (an emoji in a name) is printed as a gap to fill.
        let json: String = json.chars().map(|c| if is_unprintable(c) { '〓' } else { c }).collect();
        let (year, month, day) = letter.ymd;
        let date = Datetime::from_ymd_hms(i32::from(year), month.unsigned_abs(), day.unsigned_abs(), 0, 0, 0);
        let world = LeafletWorld::new(&self.templates, "confirm", json.into_bytes(), date).ok_or("letters/confirm.typ がありません")?;
        let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
        let said =
            |errors: &[typst::diag::SourceDiagnostic]| errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("\n");
        let document = output.map_err(|errors| said(&errors))?;
        let options = PdfOptions {
            ident: Smart::Custom(format!("shiori/{}", letter.stem)),
            creator: Smart::Custom(Some("shiori".to_owned())),
            timestamp: date.map(Timestamp::new_utc),
            standards: PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|errors| said(&errors))
    }
}
