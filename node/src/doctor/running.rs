//! The running node: what it says of itself, and what can be seen of its process.

use waypost_desk::command::{Check, Command, DoctorReport, Finding, Reply, StatusReport};

use super::{could_not, machine};
use crate::command::{Session, block_on};
use crate::config::Config;
use crate::socket::client::Client;
use crate::trouble::{Exit, Trouble};

pub(super) fn look(session: &Session, config: &Config) -> DoctorReport {
    match ask(session, config) {
        Ok(report) => report,
        Err(trouble) if trouble.exit == Exit::NoNode => DoctorReport {
            findings: vec![Finding::look(
                Check::Running,
                "No node runs here: nothing comes in and nothing goes out.",
                "Start it: `waypost run`.",
            )],
            ..DoctorReport::default()
        },
        Err(trouble) => DoctorReport {
            findings: vec![Finding::bad(
                Check::Running,
                trouble.failure.what,
                trouble.failure.hint,
            )],
            ..DoctorReport::default()
        },
    }
}

fn ask(session: &Session, config: &Config) -> Result<DoctorReport, Trouble> {
    let (greeting, status, report) = block_on(async {
        let mut client = Client::connect(&session.home).await?;
        let greeting = client.greeting().clone();
        let status = client.ask(Command::Status).await?;
        let report = client.ask(Command::Doctor).await?;
        Ok::<_, Trouble>((greeting, status, report))
    })??;
    let Reply::Status(status) = status else {
        return Err(Trouble::new(
            Exit::NotDone,
            "reply",
            "The node gave no status.",
            "Stop and start it.",
        ));
    };
    let mut found = match report {
        Reply::Doctor(report) => report,
        // A locked node says no more than its status.
        _ => DoctorReport::default(),
    };
    found.findings.extend([
        version(&greeting.program),
        open(&status),
        listening(&status, config),
        core_dumps(greeting.pid),
    ]);
    Ok(found)
}

fn version(of_node: &str) -> Finding {
    let ours = env!("CARGO_PKG_VERSION");
    if of_node == ours {
        return Finding::good(Check::Running, format!("A node of version {ours} runs here."));
    }
    Finding::look(
        Check::Running,
        format!("The running node is of version {of_node}; this program is {ours}."),
        "Stop the node and start it again with this program.",
    )
}

fn open(status: &StatusReport) -> Finding {
    if !status.locked {
        return Finding::good(Check::Open, "The node is open.");
    }
    Finding::look(
        Check::Open,
        format!(
            "The node is locked; {} frames are kept for later. Letters and partners were not looked at.",
            status.spooled
        ),
        "Unlock it: `waypost unlock`.",
    )
}

fn listening(status: &StatusReport, config: &Config) -> Finding {
    if status.listening.is_empty() && config.listen().is_empty() {
        return Finding::good(
            Check::Listening,
            "The node listens nowhere, as it was told: letters go by stick, `waypost bundle`.",
        );
    }
    if status.listening.is_empty() {
        return Finding::bad(
            Check::Listening,
            "The node does not listen: no partner reaches it.",
            "A node that was started locked listens once it is unlocked. Else see `waypost config get listen`.",
        );
    }
    let loopback_only = |addresses: &[String]| {
        addresses.iter().all(|a| a.starts_with("/ip4/127.") || a.starts_with("/ip6/::1/"))
    };
    if loopback_only(&status.listening) && loopback_only(&config.announce()) {
        return Finding::look(
            Check::Listening,
            "The node listens for programs of this computer only.",
            "For partners elsewhere: `waypost config set listen /ip4/0.0.0.0/tcp/PORT`, then start it again.",
        );
    }
    Finding::good(
        Check::Listening,
        format!("The node listens at {} addresses.", status.listening.len()),
    )
}

fn core_dumps(pid: u32) -> Finding {
    match machine::core_limit_of(pid) {
        Ok(Some(0)) => Finding::good(Check::CoreDumps, "The node leaves no core dump."),
        Ok(_) => Finding::bad(
            Check::CoreDumps,
            "The node could leave a core dump with its keys.",
            "Stop it and start it again where `ulimit -c 0` works.",
        ),
        Err(error) => could_not(Check::CoreDumps, &error),
    }
}
