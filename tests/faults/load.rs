//! Load: caseworkers' programs that talk to the local socket as fast as they may, and write down what the node
//! acknowledged. The ledger is in this process's memory: no disk that suffers holds it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};
use waypost_case::Form;
pub(crate) use waypost_tests::line::{Line, ask};

/// A node that is not there is looked for again after this.
const AWAY: Duration = Duration::from_millis(20);
/// What nodes acknowledged to their own people.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Ids of referrals sent.
    pub(crate) sent: Vec<String>,
    /// Referrals that the other side's people acknowledged.
    pub(crate) answered: Vec<String>,
    /// Not done, said so.
    pub(crate) refused: u64,
}

/// Both nodes' people at work, until dropped.
pub(crate) struct Load {
    pub(crate) ledger: Arc<Mutex<Ledger>>,
    /// Referrals that may still be sent: the test says how fast the world turns.
    pub(crate) wanted: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    workers: Vec<JoinHandle<()>>,
}

impl Load {
    /// People at `sender` send these forms in turn, people at `answerer` acknowledge what came.
    pub(crate) fn begin(sender: PathBuf, answerer: PathBuf, forms: Vec<Form>) -> Self {
        let (ledger, wanted) = (Arc::<Mutex<Ledger>>::default(), Arc::<AtomicU64>::default());
        let stop = Arc::<AtomicBool>::default();
        let forms: Vec<Value> =
            forms.iter().map(|form| serde_json::to_value(form).unwrap()).collect();
        let (of_sender, of_answerer) = (ledger.clone(), ledger.clone());
        let mut turn = 0;
        let want = wanted.clone();
        let workers = vec![
            work(sender, stop.clone(), move |line| {
                if want.load(Ordering::Relaxed) == 0 {
                    std::thread::sleep(AWAY);
                    return Ok(());
                }
                turn += 1;
                if send(line, &forms[turn % forms.len()], &of_sender)? {
                    want.fetch_sub(1, Ordering::Relaxed);
                }
                Ok(())
            }),
            work(answerer, stop.clone(), move |line| answer(line, &of_answerer)),
        ];
        Self { ledger, wanted, stop, workers }
    }

    /// Stops the people; what they were told.
    pub(crate) fn end(mut self) -> Ledger {
        self.stop.store(true, Ordering::Relaxed);
        self.workers.drain(..).for_each(|worker| worker.join().unwrap());
        std::mem::take(&mut self.ledger.lock().unwrap())
    }
}

/// Does one thing after another on a connection, and connects again whenever the node went.
fn work(
    socket: PathBuf,
    stop: Arc<AtomicBool>,
    mut one: impl FnMut(&mut Line) -> std::io::Result<()> + Send + 'static,
) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut line = None;
        while !stop.load(Ordering::Relaxed) {
            let Some(open) = line.as_mut() else {
                match Line::open(&socket) {
                    Ok(open) => line = Some(open),
                    Err(_) => std::thread::sleep(AWAY),
                }
                continue;
            };
            if one(open).is_err() {
                line = None;
            }
        }
    })
}

/// Writes and sends; whether it was acknowledged.
fn send(line: &mut Line, form: &Value, ledger: &Mutex<Ledger>) -> std::io::Result<bool> {
    let draft = line.ask(&json!({ "command": "referral_new", "form": form }))?;
    let Some(draft) = draft["draft"].as_str() else { return Ok(refused(&draft, ledger)) };
    let send = json!({
        "command": "referral_send", "draft": draft, "to": [], "all_sections": false, "asked": true,
    });
    let sent = line.ask(&send)?;
    let Some(id) = sent["referrals"][0]["id"].as_str() else { return Ok(refused(&sent, ledger)) };
    ledger.lock().unwrap().sent.push(id.to_owned());
    Ok(true)
}

/// Acknowledges what came and waits for a first word.
fn answer(line: &mut Line, ledger: &Mutex<Ledger>) -> std::io::Result<()> {
    let list = json!({ "command": "referral_list", "waiting": true, "closed": false });
    let list = line.ask(&list)?;
    let rows = list["referrals"].as_array().cloned().unwrap_or_default();
    let fresh = rows.iter().filter(|row| row["status"] == "sent" && row["direction"] == "received");
    for row in fresh.take(8) {
        let id = row["id"].as_str().unwrap();
        let told = line.ask(&json!({
            "command": "referral_move", "referral": id, "move": { "kind": "acknowledge" },
        }))?;
        match told["reply"].as_str() {
            Some("referral") => ledger.lock().unwrap().answered.push(id.to_owned()),
            _ => drop(refused(&told, ledger)),
        }
    }
    std::thread::sleep(AWAY);
    Ok(())
}

/// Counts a refusal. Anything but a refusal for the disk's sake is a fault of the test or of the node.
fn refused(told: &Value, ledger: &Mutex<Ledger>) -> bool {
    let code = told["code"].as_str().unwrap_or("none");
    let expected = ["disk", "disk_full", "disk_failed", "locked", "stopped", "not_now"];
    assert!(expected.contains(&code), "{told}");
    ledger.lock().unwrap().refused += 1;
    std::thread::sleep(AWAY);
    false
}
