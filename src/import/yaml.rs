//! Values as YAML that reads back to the same text.

/// A text on one line, in quotes wherever they could matter.
pub fn scalar(text: &str) -> String {
    let is_word =
        |c: char| c.is_alphanumeric() || matches!(c, 'ー' | '・' | '（' | '）' | '、' | '。' | '「' | '」' | '/' | '.' | '~' | '〜' | '　');
    let is_inner = |c: char| is_word(c) || matches!(c, '-' | '_' | '+' | ' ' | '%' | '(' | ')');
    let is_first = |c: char| c.is_alphanumeric() || c == '「' || c == '（';
    let is_nothing = matches!(text, "null" | "~" | "Null" | "NULL");
    let is_plain = text.starts_with(is_first) && text.chars().all(is_inner) && !text.ends_with(' ') && !is_nothing;
    // A time of day holds a colon, which YAML allows inside a word.
    let is_time =
        text.starts_with(is_first) && text.chars().all(|c| is_inner(c) || c == ':') && !text.contains(": ") && !text.ends_with([':', ' ']);
    if is_plain || (is_time && !is_nothing) { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A list on one line.
pub fn list<S: AsRef<str>>(texts: &[S]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text.as_ref())).collect::<Vec<_>>().join(", "))
}

/// A mapping on one line; what has no value is left out.
pub fn map(pairs: &[(&str, String)]) -> String {
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| format!("{key}: {value}"));
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}

/// A text of several lines.
pub fn block(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .fold("|".to_owned(), |block, line| if line.is_empty() { block + "\n" } else { format!("{block}\n  {line}") })
}
