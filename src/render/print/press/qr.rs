//! Web addresses as QR codes for paper.
//!
//! Error level M: a fold or a stain of a few modules is forgiven and the code stays small enough for 15 mm. The quiet zone of four
//! modules that ISO/IEC 18004 asks for is part of the picture, so no layout can eat into it.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

const QUIET_ZONE: usize = 4;

/// A code as one black path on nothing: white is the paper.
pub struct Code {
    /// A whole SVG document, one unit a module.
    pub svg: String,
    /// Side with quiet zone, in modules.
    pub modules: usize,
}

/// Encodes `url`; `None` if it is too long for the largest code.
pub fn encode(url: &str) -> Option<Code> {
    let code = QrCode::with_error_correction_level(url, EcLevel::M).ok()?;
    let width = code.width();
    let modules = width + 2 * QUIET_ZONE;
    let mut path = String::new();
    for (y, line) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in line.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, length) = (x + QUIET_ZONE, y + QUIET_ZONE, run.len());
                write!(path, "M{left} {top}h{length}v1h-{length}z").expect("writing to a string cannot fail");
            }
            x += run.len();
        }
    }
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {modules} {modules}" width="{modules}" height="{modules}"><path fill="#000" d="{path}"/></svg>"##
    );
    Some(Code { svg, modules })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_fifty_letters_needs_at_most_41_modules() {
        let code = encode("https://shiori.example/hannan/nishitottori-kominka").expect("short enough");
        assert!(code.modules <= 41, "{}", code.modules);
        assert!(code.svg.contains("M4 4h7v1h-7z"), "starts with the finder pattern inside its quiet zone");
    }

    #[test]
    fn an_address_too_long_for_any_code_has_none() {
        assert!(encode(&"x".repeat(3000)).is_none());
    }
}
