//! Bytes to text: UTF-8, with or without a byte order mark.

use crate::diagnostics::{Code, Diagnostic, FileId, Span};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Decodes one file. Text that is not UTF-8 is an error; the text then holds replacement characters, so that excerpts can
/// be shown, and must not be decoded further ([`None`] in the second place of the tuple says so).
pub fn decode(bytes: &[u8], file: FileId, found: &mut Vec<Diagnostic>) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let is_clean = remark_on_marks(text, file, found);
            (text.to_owned(), is_clean)
        }
        Err(error) => {
            found.push(not_utf8(bytes, error.valid_up_to(), file));
            (String::from_utf8_lossy(bytes).into_owned(), false)
        }
    }
}

/// Says whether the text may be decoded: what cannot be seen must not be guessed at, and says nothing further.
fn remark_on_marks(text: &str, file: FileId, found: &mut Vec<Diagnostic>) -> bool {
    if text.starts_with(BYTE_ORDER_MARK) {
        found.push(
            Diagnostic::note(Code::ByteOrderMark, "ファイルの先頭に目に見えない印（BOM）があります。読み飛ばしました")
                .at(Span { file, start: 0, end: BYTE_ORDER_MARK.len_utf8() as u32 }, "")
                .help("このままでかまいません。なくすには、文字コード「UTF-8（BOM なし）」で保存し直してください"),
        );
    }
    if let Some(offset) = text.find("\r\n") {
        let at = u32::try_from(offset).unwrap_or(0);
        found.push(
            Diagnostic::note(Code::Crlf, "改行が Windows の形（CRLF）です。そのまま読みました")
                .at(Span { file, start: at, end: at }, "")
                .help("このままでかまいません"),
        );
    }
    // Hardly any text has one, and bytes are looked through sooner than characters.
    if !text.bytes().any(may_be_control) {
        return true;
    }
    let Some((offset, c)) = text.char_indices().find(|(_, c)| is_control(*c)) else { return true };
    let at = |offset: usize| u32::try_from(offset).unwrap_or(0);
    found.push(
        Diagnostic::error(Code::ControlCharacter, "目に見えない制御文字が入っています")
            .at(Span { file, start: at(offset), end: at(offset + c.len_utf8()) }, "この位置")
            .help("その行を消して、手で打ち直してください"),
    );
    false
}

/// Control characters, and those that turn the direction of writing so that a line reads other than it is.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a control character may begin with this byte: those of ASCII are one byte, the others begin with C2 or E2.
fn may_be_control(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t')) || matches!(byte, 0x7f | 0xc2 | 0xe2)
}

fn not_utf8(bytes: &[u8], valid_up_to: usize, file: FileId) -> Diagnostic {
    let guess = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16（メモ帳の「Unicode」）",
        _ => "Shift_JIS（メモ帳の「ANSI」、Excel の CSV）",
    };
    // The excerpt shows the lossy text, in which every bad byte takes three; up to the first of them the offsets agree.
    let at = u32::try_from(valid_up_to).unwrap_or(u32::MAX);
    Diagnostic::error(Code::NotUtf8, "文字コードが UTF-8 ではありません")
        .at(Span { file, start: at, end: at + 3 }, "ここから読めません")
        .help(format!("{guess}で保存されているようです。メモ帳なら「名前を付けて保存」で文字コードを「UTF-8」にして保存し直してください"))
}
