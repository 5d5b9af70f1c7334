//! One state of the site, on a thread of its own: it is prepared there, and renders the pages that are asked for.
//!
//! A plan borrows from the site it was made of, so all of it stands on the stack of that thread and goes with it. While the
//! next one is prepared, this one answers.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use tokio::sync::oneshot;

use crate::diagnostics::Sink;
use crate::output::Plan;
use crate::render::Input;
use crate::render::print::Prints;
use crate::render::theme::Theme;
use crate::site::Site;

/// What a generation is made of; the same for the thread that composes leaflets.
#[derive(Clone)]
pub struct Stock {
    pub site: Arc<Site>,
    pub theme: Arc<Theme>,
    pub prints: Arc<Prints>,
}

/// A question for one file, and where the answer goes.
pub struct Ask {
    /// Path below the root of the site.
    pub path: String,
    /// Takes the answer; who asked may be gone.
    pub reply: oneshot::Sender<Answer>,
}

/// What is there at a path.
pub enum Answer {
    /// The file.
    Found(Vec<u8>),
    /// Nothing, and what the site says to that.
    Missing(Vec<u8>),
    /// A page that cannot be made, and why.
    Broken(String),
}

/// A way to ask; the thread ends when the last of them is gone.
#[derive(Clone)]
pub struct Generation {
    asks: Sender<Ask>,
}

impl Generation {
    /// Prepares a site; or gives what stands in its way.
    pub fn start(stock: Stock) -> Result<Self, Sink> {
        let (asks, questions) = channel();
        let (ready, is_ready) = channel();
        thread::spawn(move || run(&stock, &ready, &questions));
        // A thread that ended without a word has panicked; its message stands on the terminal.
        is_ready.recv().unwrap_or_else(|_| Err(Sink::default())).map(|()| Generation { asks })
    }

    /// Asks for one file; none where the generation has ended.
    pub async fn ask(&self, path: String) -> Option<Answer> {
        let (reply, answer) = oneshot::channel();
        self.asks.send(Ask { path, reply }).ok()?;
        answer.await.ok()
    }
}

fn run(stock: &Stock, ready: &Sender<Result<(), Sink>>, questions: &Receiver<Ask>) {
    let mut sink = Sink::default();
    let Some(input) = Input::prepare_lazily(&stock.site, &stock.theme, &stock.prints, &mut sink) else {
        let _ = ready.send(Err(sink));
        return;
    };
    let plan = Plan::new(input.artifacts(), &mut sink);
    if sink.has_errors() {
        let _ = ready.send(Err(sink));
        return;
    }
    let _ = ready.send(Ok(()));
    for ask in questions {
        let _ = ask.reply.send(answer(&plan, &ask.path));
    }
}

fn answer(plan: &Plan, path: &str) -> Answer {
    let body = |path: &str| {
        let at = plan.artifacts().binary_search_by(|artifact| artifact.path.as_str().cmp(path)).ok()?;
        Some(plan.body(&plan.artifacts()[at]).map(std::borrow::Cow::into_owned))
    };
    match body(path) {
        Some(Ok(bytes)) => Answer::Found(bytes),
        Some(Err(error)) => Answer::Broken(format!("{}: {}", error.path, error.message)),
        None => Answer::Missing(body("404.html").and_then(Result::ok).unwrap_or_default()),
    }
}
