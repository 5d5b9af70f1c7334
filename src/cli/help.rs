//! The help of every command in Japanese alone: usage lines, the words one can choose from, what holds when nothing is said.

use clap::{Arg, ArgAction, Command};

/// The command with what clap would say in English said in Japanese.
pub fn japanese(command: Command) -> Command {
    let name = command.get_name().to_owned();
    below(command, &name)
}

fn below(command: Command, path: &str) -> Command {
    let has_commands = command.has_subcommands();
    let usage = if has_commands { format!("{path} <コマンド>") } else { usage(&command, path) };
    let command = command.override_usage(usage).subcommand_value_name("コマンド").mut_args(argument);
    command.mut_subcommands(|inner| {
        let path = format!("{path} {}", inner.get_name());
        below(inner, &path)
    })
}

/// `shiori new [オプション] <種類> <地域> <名前>`
fn usage(command: &Command, path: &str) -> String {
    let mut words = vec![path.to_owned()];
    let value = |argument: &Arg| argument.get_value_names().and_then(|names| names.first()).map_or("値", |name| name.as_str()).to_owned();
    let required = command.get_opts().filter(|argument| argument.is_required_set());
    words.extend(required.filter_map(|argument| Some(format!("--{} <{}>", argument.get_long()?, value(argument)))));
    words.push("[オプション]".to_owned());
    for argument in command.get_positionals() {
        let more = if matches!(argument.get_action(), ArgAction::Append) { "…" } else { "" };
        let word = value(argument);
        words.push(if argument.is_required_set() { format!("<{word}>{more}") } else { format!("[{word}]{more}") });
    }
    words.join(" ")
}

fn argument(argument: Arg) -> Arg {
    if !argument.get_action().takes_values() {
        return argument;
    }
    let choices: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let default: Vec<String> = argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let mut remarks = Vec::new();
    if !choices.is_empty() {
        remarks.push(format!("{} のどれか", choices.join("、")));
    }
    if !default.is_empty() {
        remarks.push(format!("書かなければ {}", default.join(" ")));
    }
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let help = if remarks.is_empty() { help } else { format!("{help}（{}）", remarks.join("。")) };
    let is_english = argument.get_value_names().is_none_or(|names| names.iter().any(|name| name.bytes().any(|b| b.is_ascii_uppercase())));
    let argument = argument.help(help).hide_possible_values(true).hide_default_value(true);
    if is_english { argument.value_name(if choices.is_empty() { "値" } else { "形" }) } else { argument }
}
