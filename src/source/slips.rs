//! Why a YAML text could not be read, in the editor's terms.
//!
//! The parser stops where it can go no further, which is often a line below the slip. So:
//!
//! 1. The line it stopped at, and the few above it, are held against the slips that people make who type Japanese:
//!    full-width colons and spaces, a missing space, a tab, a quote that is not closed.
//! 2. When none fits, the parser's category decides what else to look for: quotes, brackets, indentation, a missing colon.
//! 3. When nothing is found, the category is put into words.

use std::ops::Range;

use granit_parser::ErrorKind;

/// Lines looked at above the one where the parser stopped.
const LOOK_BACK: usize = 6;

/// A likely cause: where, what, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What is wrong.
    pub headline: &'static str,
    /// How to mend it.
    pub help: &'static str,
}

/// The likely cause of a syntax error at a byte of a text.
pub fn explain(text: &str, at: usize, kind: &ErrorKind) -> Slip {
    let lines = Lines::of(text);
    let stopped = lines.at(at);
    let nearest = (0..=stopped).rev().take(LOOK_BACK);
    if let Some(slip) = nearest.clone().find_map(|number| on_line(&lines, number)) {
        return slip;
    }
    let group = group(kind);
    let here = [stopped, stopped.wrapping_sub(1)];
    let found = match group {
        Group::Tab => [stopped, stopped + 1].into_iter().find_map(|number| tab(&lines, number)),
        Group::Quote => nearest.clone().find_map(|number| open_quote(&lines, number)),
        Group::Bracket | Group::Colon | Group::NoColon | Group::Indentation | Group::Other => nearest
            .clone()
            .find_map(|number| wide(&lines, number))
            .or_else(|| nearest.clone().find_map(|number| open_quote(&lines, number)))
            .or_else(|| nearest.clone().find_map(|number| open_bracket(&lines, number)))
            .or_else(|| here.into_iter().find_map(|number| indentation(&lines, number)))
            .or_else(|| here.into_iter().find_map(|number| no_colon(&lines, number))),
        Group::Escape => here.into_iter().find_map(|number| drive(&lines, number)),
        Group::AfterQuote | Group::Symbol | Group::BlockText => None,
    };
    if let Some(slip) = found {
        return slip;
    }
    let (headline, help) = words(group);
    let end = text[at.min(text.len())..].chars().next().map_or(at, |c| at + c.len_utf8());
    Slip { range: at..end, headline, help }
}

/// A slip that is certain from one line alone, in a text that YAML takes for a single sentence.
pub fn in_sentence(text: &str) -> Option<Slip> {
    let lines = Lines::of(text);
    (0..lines.all.len()).find_map(|number| on_line(&lines, number))
}

/// A `#` behind a value that may have been meant as a part of it: 「電話でどうぞ #予約不要」. With two blanks before it and one
/// behind it, it is a remark, as everybody writes them.
pub fn tail(rest: &str) -> Option<Range<usize>> {
    let hash = rest.find(|c| c != ' ' && c != '\t').filter(|at| rest[*at..].starts_with('#'))?;
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let tail = rest[hash..end].trim_end();
    let is_remark = (hash > 1 || rest.starts_with('\t')) && tail[1..].starts_with([' ', '\u{3000}', '#', '-', '=']);
    (hash > 0 && tail.len() > 1 && !is_remark).then_some(hash..hash + tail.len())
}

struct Lines<'t> {
    /// Offset and text of each line, without its line break.
    all: Vec<(usize, &'t str)>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let mut start = 0;
        let all = text.split_inclusive('\n').map(|line| {
            let offset = start;
            start += line.len();
            (offset, line.trim_end_matches(['\n', '\r']))
        });
        Lines { all: all.collect() }
    }

    fn at(&self, offset: usize) -> usize {
        self.all.iter().rposition(|(start, _)| *start <= offset).unwrap_or(0)
    }

    /// The nearest line above that is not blank and no comment.
    fn above(&self, number: usize) -> Option<&'t str> {
        self.all[..number].iter().rev().map(|(_, line)| *line).find(|line| !line.trim().is_empty() && !line.trim().starts_with('#'))
    }
}

fn slip(start: usize, length: usize, headline: &'static str, help: &'static str) -> Option<Slip> {
    Some(Slip { range: start..start + length, headline, help })
}

/// What one line alone gives away.
fn on_line(lines: &Lines, number: usize) -> Option<Slip> {
    let (start, line) = *lines.all.get(number)?;
    let indent = line.len() - line.trim_start().len();
    let body = &line[indent..];
    if body.starts_with('#') || body.is_empty() {
        return None;
    }
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        return slip(
            start,
            7,
            "二つの版の食いちがい（<<<<<<< や =======）が残っています",
            "どちらかの内容を選び、<<<<<<<、=======、>>>>>>> の行を消してください",
        );
    }
    if let Some(at) = line[..indent].find('\t') {
        return slip(start + at, 1, "行の先頭にタブが使われています", "タブを消して、半角の空白で字下げしてください");
    }
    if let Some((at, c)) = line[..indent].char_indices().find(|(_, c)| *c != ' ') {
        return slip(
            start + at,
            c.len_utf8(),
            "行の先頭に全角の空白が使われています",
            "全角の空白を消して、半角の空白で字下げしてください",
        );
    }
    if let Some(dash) = body.chars().next().filter(|c| matches!(c, '－' | '−' | '―' | '–' | '—')) {
        return slip(start + indent, dash.len_utf8(), "一覧の印（-）が半角ではありません", "半角の - と、半角の空白を一つ書いてください");
    }
    if line.starts_with('＃') {
        return slip(start, '＃'.len_utf8(), "メモの印（＃）が全角になっています", "半角の # で始めてください。# の行はサイトに出ません");
    }
    if body.starts_with('・')
        && lines.above(number).is_some_and(|above| above.trim_end().ends_with(':') || above.trim_start().starts_with('・'))
    {
        return slip(start + indent, '・'.len_utf8(), "一覧の印が「・」になっています", "半角の - と、半角の空白を一つ書いてください");
    }
    if line.starts_with('%') {
        return slip(start, 1, "% で始まる行は使えません", "その行を消すか、文なら全体を \" \" で囲んでください");
    }
    let item = body.strip_prefix("- ").map_or(body, str::trim_start);
    colon(start + line.len() - item.len(), item)
}

/// A colon after what looks like a key.
fn colon(start: usize, item: &str) -> Option<Slip> {
    let length = item.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(item.len());
    let (key, rest) = item.split_at(length);
    if key.is_empty() || key.chars().count() > 40 {
        return None;
    }
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    if blank > 0
        && let Some(slip) = sign(start + length + blank, key, &rest[blank..])
    {
        return Some(slip);
    }
    let at = start + length;
    if let Some(slip) = sign(at, key, rest) {
        return Some(slip);
    }
    let mut after = rest.chars();
    match (after.next()?, after.next()) {
        (':', Some('\u{3000}')) => {
            slip(at + 1, '\u{3000}'.len_utf8(), "コロンの後の空白が全角になっています", "コロンの後には、半角の空白を一つ置いてください")
        }
        (':', Some('\t')) => slip(at + 1, 1, "コロンの後がタブになっています", "コロンの後には、半角の空白を一つ置いてください"),
        // `10:00` and `https://` are no keys.
        (':', Some(next)) if !next.is_whitespace() && next != '/' && !key.bytes().all(|byte| byte.is_ascii_digit()) => {
            slip(at, 1, "コロンの後に空白がありません", "コロンの後に、半角の空白を一つ置いてください")
        }
        (':', Some(' ')) => value(at + 2, &rest[2..]),
        _ => None,
    }
}

/// Another sign where the colon behind a key should be.
fn sign(start: usize, key: &str, rest: &str) -> Option<Slip> {
    let sign = rest.chars().next()?;
    let headline = match sign {
        '：' => "コロンが全角（：）になっています",
        ';' | '；' if key.is_ascii() => "コロン（:）ではなく、セミコロン（;）になっています",
        '=' | '＝' if key.is_ascii() => "コロン（:）ではなく、等号（=）になっています",
        _ => return None,
    };
    slip(start, sign.len_utf8(), headline, "半角のコロンと半角の空白で「項目: 内容」のように書いてください")
}

/// A value that cannot stand without quotes.
fn value(start: usize, text: &str) -> Option<Slip> {
    let start = start + text.len() - text.trim_start().len();
    let text = text.trim();
    match text.chars().next()? {
        first @ ('@' | '`' | '%' | '!' | '&' | '*') => {
            slip(start, first.len_utf8(), "この記号で文を始めることはできません", "文の全体を \" \" で囲んでください")
        }
        '-' if text.starts_with("- ") => slip(
            start,
            1,
            "「項目:」と同じ行で「- 」の一覧を始めることはできません",
            "一つだけなら「- 」を消してください。いくつもあるときは、次の行から、字下げして「- 」を付けて並べてください",
        ),
        first @ ('｛' | '［') => {
            slip(start, first.len_utf8(), WIDE_BRACKET, "半角の { } や [ ] で囲み、半角のコロンとコンマで書いてください")
        }
        '"' | '\'' | '[' | '{' | '|' | '>' | '#' => None,
        _ => text.find(": ").and_then(|at| {
            slip(
                start + at,
                1,
                "内容の中に「: 」（コロンと空白）があります",
                "内容の全体を \" \" で囲むか、全角のコロン（：）にしてください",
            )
        }),
    }
}

const WIDE_BRACKET: &str = "括弧が全角になっています";

/// A full-width sign, or a `#`, in brackets that are open: YAML reads on to the end of the file.
fn wide(lines: &Lines, number: usize) -> Option<Slip> {
    let (start, line) = *lines.all.get(number)?;
    let open = line.find(['[', '{']).filter(|at| line[..*at].trim_end().ends_with([':', '-', ',', '[', '{']))?;
    let inside = &line[open..];
    let quoted = inside.contains(['"', '\'']);
    if let Some(at) = inside.find(" #").filter(|at| !quoted && !inside[..*at].contains(if inside.starts_with('[') { ']' } else { '}' })) {
        return slip(
            start + open + at + 1,
            inside.len() - at - 1,
            "「#」から後ろがメモとして読みとばされ、括弧が閉じられていません",
            "# を含む文は \" \" で囲んでください",
        );
    }
    let (at, sign) = inside.char_indices().find(|(_, c)| !quoted && matches!(c, '｝' | '］' | '｛' | '［' | '：' | '、' | '，'))?;
    let (headline, help) = match sign {
        '：' => ("コロンが全角（：）になっています", "{ } の中も、半角のコロンと半角の空白で「項目: 内容」のように書いてください"),
        '、' | '，' => ("区切りが全角（、や，）になっています", "[ ] や { } の中は、半角のコンマと半角の空白（, ）で区切ってください"),
        _ => (WIDE_BRACKET, "半角の { } や [ ] にしてください"),
    };
    slip(start + open + at, sign.len_utf8(), headline, help)
}

/// A place on somebody's computer in quotes, whose backslashes YAML takes for its own.
fn drive(lines: &Lines, number: usize) -> Option<Slip> {
    let (start, line) = *lines.all.get(number)?;
    let at = line.find(":\\").and_then(|colon| colon.checked_sub(1)).filter(|at| line.as_bytes()[*at].is_ascii_alphabetic())?;
    slip(
        start + at,
        line[at..].trim_end_matches('"').len(),
        "パソコンの中の場所（C:\\…）が書かれています",
        "写真などのファイルは content/images/ に写し、ファイルの名前だけを書いてください",
    )
}

/// A tab anywhere in a line.
fn tab(lines: &Lines, number: usize) -> Option<Slip> {
    let (start, line) = *lines.all.get(number)?;
    let (headline, help) = words(Group::Tab);
    line.find('\t').and_then(|at| slip(start + at, 1, headline, help))
}

/// A quote that opens a value and is not closed on the same line.
fn open_quote(lines: &Lines, number: usize) -> Option<Slip> {
    let (start, line) = *lines.all.get(number)?;
    let (headline, help) = words(Group::Quote);
    ['"', '\''].into_iter().find_map(|quote| {
        let at = line.rfind(quote)?;
        let opens = line[..at].ends_with([' ', '[', '{', ',', ':']);
        (opens && line.matches(quote).count() % 2 == 1).then(|| slip(start + at, 1, headline, help)).flatten()
    })
}

/// A bracket that is opened and not closed on the same line.
fn open_bracket(lines: &Lines, number: usize) -> Option<Slip> {
    let (start, line) = *lines.all.get(number)?;
    let (headline, help) = words(Group::Bracket);
    [('[', ']'), ('{', '}')].into_iter().find_map(|(open, close)| {
        let at = line.find(open)?;
        let begins_value = line[..at].trim_end().ends_with([':', '-', ',', '[', '{']);
        (begins_value && line.matches(open).count() > line.matches(close).count()).then(|| slip(start + at, 1, headline, help)).flatten()
    })
}

/// A line that is indented as no line above it.
fn indentation(lines: &Lines, number: usize) -> Option<Slip> {
    let (start, line) = *lines.all.get(number)?;
    let above = lines.above(number)?;
    let depth = |line: &str| line.len() - line.trim_start().len();
    let body = line.trim();
    if body.is_empty() {
        return None;
    }
    let opens_text = [": |", ": >", ": |-", ": >-"].iter().any(|end| above.trim_end().ends_with(end));
    if opens_text && depth(line) <= depth(above) && !body.contains(": ") && !body.ends_with(':') {
        return slip(start, line.len(), "「|」の下の文が字下げされていません", "下に続く文は、どの行も半角の空白二つで字下げしてください");
    }
    let opens_more = above.trim_end().ends_with(':') || opens_text;
    let content = if above.trim_start().starts_with("- ") { depth(above) + 2 } else { depth(above) };
    let too_deep = depth(line) > content && !opens_more;
    let list_goes_on = depth(line) == content && above.trim_start().starts_with("- ") && !above.contains(": ") && !opens_more;
    let known = depth(line) >= depth(above)
        || lines.all[..number]
            .iter()
            .any(|(_, other)| depth(other) == depth(line) || (other.trim_start().starts_with("- ") && depth(other) + 2 == depth(line)));
    let (headline, help) = words(Group::Indentation);
    (too_deep || list_goes_on || !known).then(|| slip(start, depth(line).max(1), headline, help)).flatten()
}

/// A line that should be `key: value` and has no colon.
fn no_colon(lines: &Lines, number: usize) -> Option<Slip> {
    let (start, line) = *lines.all.get(number)?;
    let body = line.trim();
    let has_none = !body.is_empty() && !body.contains([':', '：']) && !body.starts_with(['-', '#', '"', '\'', '[', '{']);
    let (headline, help) = words(Group::NoColon);
    has_none.then(|| slip(start + line.len() - line.trim_start().len(), body.len(), headline, help)).flatten()
}

/// The parser's categories as an editor can tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Tab,
    Quote,
    AfterQuote,
    Escape,
    Bracket,
    Colon,
    NoColon,
    Indentation,
    Symbol,
    BlockText,
    Other,
}

fn group(kind: &ErrorKind) -> Group {
    use ErrorKind as Kind;
    match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => Group::Tab,
        Kind::UnclosedQuotedScalar | Kind::InvalidQuotedScalarIndent | Kind::DocumentIndicatorInQuotedScalar => Group::Quote,
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => Group::AfterQuote,
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => Group::Escape,
        Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::MisplacedFlowCollectionEnd
        | Kind::MismatchedFlowCollectionEnd { .. }
        | Kind::UnclosedFlowCollection { .. }
        | Kind::InvalidFlowScalarIndent
        | Kind::BlockEntryInFlowCollection => Group::Bracket,
        Kind::MappingValueNotAllowed
        | Kind::InvalidMappingValueWhitespace
        | Kind::InvalidColonPlacement
        | Kind::MappingKeyNotAllowed
        | Kind::FlowMappingValueAdjacentCollection => Group::Colon,
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => Group::NoColon,
        Kind::InvalidIndentation
        | Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::InvalidBlockEntryWhitespace
        | Kind::InvalidBlockScalarIndent
        | Kind::UnexpectedEofBlockMapping
        | Kind::UnexpectedEofBlockSequence => Group::Indentation,
        Kind::UnexpectedCharacter { .. }
        | Kind::UnknownAnchor
        | Kind::MissingAnchorOrAliasName
        | Kind::InvalidGlobalTagCharacter
        | Kind::InvalidTagTerminator
        | Kind::MissingTagUri
        | Kind::UndeclaredTagHandle => Group::Symbol,
        Kind::InvalidBlockScalarHeader | Kind::ZeroBlockScalarIndent => Group::BlockText,
        _ => Group::Other,
    }
}

fn words(group: Group) -> (&'static str, &'static str) {
    match group {
        Group::Tab => ("タブが使われています", "タブを消して、半角の空白にしてください"),
        Group::Quote => ("引用符（\" や '）が閉じられていません", "文の終わりにも同じ引用符を書いてください"),
        Group::AfterQuote => ("引用符（\" や '）を閉じた後に文が続いています", "文の全体を囲むか、引用符を全角（” や 「」）にしてください"),
        Group::Escape => ("\" \" の中で \\ は使えません", "\\ を消すか、\" \" の代わりに ' ' で囲んでください"),
        Group::Bracket => ("[ ] または { } の数が合いません", "開いた括弧の数だけ閉じ、間を半角のコンマで区切ってください"),
        Group::Colon => (
            "項目の書き方が読み取れません",
            "「項目: 内容」のように、コロンの後に半角の空白を一つ置いてください。内容に「: 」を含むときは全体を \" \" で囲んでください",
        ),
        Group::NoColon => ("「項目: 内容」の形になっていない行があります", "項目の名前の後に、半角のコロンと空白を書いてください"),
        Group::Indentation => ("字下げが上の行とそろっていません", "同じ段の項目は、行の先頭の半角の空白を同じ数にしてください"),
        Group::Symbol => ("この記号で文を始めることはできません", "文の全体を \" \" で囲んでください"),
        Group::BlockText => ("「|」や「>」の後に文があります", "「|」で行を終え、文は次の行から、字下げして書いてください"),
        Group::Other => ("YAML として読み取れません", "上の行も含めて、コロン、引用符、字下げを見直してください"),
    }
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn a_remark_is_told_from_a_lost_tail() {
        for lost in [" #予約不要", " # 予約不要", "  #予約不要", " #", " #1"].into_iter().filter(|rest| rest.len() > 2) {
            assert!(tail(lost).is_some(), "{lost}");
        }
        for remark in ["   # 人が読む名前", "  # x\r\n", "", "\n# x", ", b] # c", "  ## x", " #", "\t# x"] {
            assert!(tail(remark).is_none(), "{remark}");
        }
    }
}
