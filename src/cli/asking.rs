//! Questions on the terminal.

use std::io::{self, BufRead, IsTerminal};

use crate::input::why;

/// What was answered; none where it is neither.
pub fn yes_or_no(word: &str) -> Option<bool> {
    match word.trim().to_lowercase().as_str() {
        "yes" | "y" | "はい" | "同じ" => Some(true),
        "no" | "n" | "いいえ" | "別" => Some(false),
        _ => None,
    }
}

/// Whether somebody is there to answer.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks on the terminal; no answer leaves it open.
pub fn ask(question: &str) -> Result<Option<bool>, String> {
    say!("{question}（はい / いいえ、あとで決めるなら Enter）");
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|error| format!("答えが読めません: {}", why(&error)))?;
    Ok(yes_or_no(&line))
}
