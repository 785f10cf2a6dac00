//! The command line as a whole: what stands before and after each command.
//!
//! In: arguments. Out: [`Cli`]. Each command's own arguments live with the command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::command::{
    audit, backup, bundle, clock, completions, config, consent, demo, doctor, handover, init,
    invite, join, key, lock, mailbox, man, network_key, open, partner, passphrase, referral,
    repair, retention, run, unlock, upgrade, user,
};
use crate::trouble::EXIT_CODES;

/// Signed and encrypted referrals between organisations that help survivors
///
/// Each organisation runs its own node. Data goes to stdout, talk to stderr.
#[derive(Debug, Parser)]
#[command(name = "waypost", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) globals: Globals,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Globals {
    /// The folder of the organisation [default: the platform's place for data]
    #[arg(
        long,
        global = true,
        env = "WAYPOST_HOME",
        hide_env_values = true,
        value_name = "DIR",
        help_heading = "Everywhere"
    )]
    pub(crate) home: Option<PathBuf>,
    /// Print replies as JSON, one line each, and no talk
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) json: bool,
    /// Never ask; name the missing flag instead
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) no_input: bool,
    /// No talk on stderr, only what went wrong
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) quiet: bool,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// See it work: three organisations on this computer, made-up cases
    Demo(demo::Demo),
    /// Make an organisation's folder: name, passphrase, recovery sheet
    Init(init::Init),
    /// Run the node
    Run(run::Run),
    /// Open the console in the browser; make an organisation there if there is none
    Open(open::Open),
    /// How the node is
    Status,
    /// Take the keys out of memory; what arrives is kept and opened later
    Lock(lock::Lock),
    /// Put the keys back with the passphrase
    Unlock(unlock::Unlock),
    /// Stop the node in good order
    Stop,
    /// Invite a partner
    #[command(subcommand)]
    Invite(invite::Invite),
    /// Answer a partner's invite
    Join(join::Join),
    /// Partners, and the safety number that proves them
    #[command(subcommand)]
    Partner(partner::Partner),
    /// Write, send, answer and close referrals
    #[command(subcommand)]
    Referral(Box<referral::Referral>),
    /// Hand a person over: both sides sign
    #[command(subcommand)]
    Handover(handover::Handover),
    /// Close the loop of a referral
    Close(referral::moves::Close),
    /// What the person agreed to
    #[command(subcommand)]
    Consent(consent::Consent),
    /// The signing key and its recovery sheet: show, replace, revoke, recover
    #[command(subcommand)]
    Key(key::Key),
    /// The passphrase
    #[command(subcommand)]
    Passphrase(passphrase::Passphrase),
    /// Who may sign in to the console
    #[command(subcommand)]
    User(user::User),
    /// How long things are kept, and erasing them
    #[command(subcommand)]
    Retention(retention::Retention),
    /// Verify every signature, show an auditor, cosign partners' logs
    #[command(subcommand)]
    Audit(audit::Audit),
    /// See what is wrong here, and what to do about it
    Doctor(doctor::Doctor),
    /// Get damaged letters back from partners
    Repair(repair::Repair),
    /// Before a new version: may it take up this folder?
    #[command(subcommand)]
    Upgrade(upgrade::Upgrade),
    /// This computer's clock, where it jumped
    #[command(subcommand)]
    Clock(clock::Clock),
    /// Make, check and restore backups
    #[command(subcommand)]
    Backup(Box<backup::Backup>),
    /// Letters on a stick: to partners without any network, and back
    #[command(subcommand)]
    Bundle(bundle::Bundle),
    /// Keep frames for organisations that are offline
    #[command(subcommand)]
    Mailbox(mailbox::Mailbox),
    /// Look at and change the configuration
    #[command(subcommand)]
    Config(config::Config),
    /// The key of a closed net
    #[command(subcommand)]
    NetworkKey(network_key::NetworkKey),
    /// Print the completions of a shell
    Completions(completions::Completions),
    /// Print or write the manual pages
    Man(man::Man),
    /// The version of this program
    Version,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_has_no_contradiction() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_help_says_what_it_said() {
        // Fixed width: the snapshot must not depend on the terminal of the reader.
        let mut command = Cli::command().term_width(100);
        insta::assert_snapshot!("help", command.render_long_help().to_string());
    }

    #[test]
    fn every_command_of_a_day_is_understood() {
        for line in DAY {
            let words = line.split(' ').map(|word| word.replace('~', " "));
            Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }

    #[test]
    fn no_argument_takes_a_passphrase() {
        for line in
            ["waypost init --passphrase x", "waypost run --passphrase x", "waypost unlock x"]
        {
            let error = Cli::try_parse_from(line.split(' ')).expect_err("refused");
            assert_eq!(error.exit_code(), 2, "{line}");
        }
    }

    /// One line for each command; `~` stands for a blank within a word.
    const DAY: &[&str] = &[
        "waypost demo --fast --open --keep /tmp/x --cases cases",
        "waypost init --name Our~Shelter --kind shelter --language th --language en --passphrase-file - --recovery-sheet-to sheet --listen /ip4/127.0.0.1/tcp/0",
        "waypost run --locked --listen /ip4/0.0.0.0/tcp/4001 --log debug",
        "waypost run --passphrase-file - --json",
        "waypost open",
        "waypost open --print --ssh pi@shelter",
        "waypost --home /tmp/x status",
        "waypost lock",
        "waypost lock --now",
        "waypost key show",
        "waypost key rotate --recovery-sheet - --new-sheet-to sheet",
        "waypost key revoke --recovery-sheet sheet --new-sheet-to sheet2",
        "waypost key recover --recovery-sheet sheet --passphrase-file p --keep-sheet",
        "waypost key recover --recovery-sheet sheet --new-sheet-to sheet2 --stolen",
        "waypost key recover --shares --new-sheet-to sheet2",
        "waypost key recover --shares file --keep-sheet",
        "waypost key shares make --need 2 --of 3 --to clinic --shares-to dir --recovery-sheet sheet",
        "waypost key shares list",
        "waypost key shares show clinic",
        "waypost passphrase change --passphrase-file p --new-passphrase-file q",
        "waypost user new Ploy --role caseworker --role desk_officer --desk medical --language th --password-file -",
        "waypost user list --json",
        "waypost user change U1 --name Ploy~S. --role admin --desk legal --language km",
        "waypost user change Ploy --whole-desk --disable",
        "waypost user change U1 --enable",
        "waypost user password U1 --password-file p",
        "waypost unlock --passphrase-file -",
        "waypost stop --quiet",
        "waypost invite new --for clinic",
        "waypost invite list",
        "waypost invite cancel i1",
        "waypost join waypost://join#abc",
        "waypost partner list --json",
        "waypost partner show clinic",
        "waypost partner check clinic --confirm",
        "waypost partner rename clinic river-clinic",
        "waypost partner block clinic",
        "waypost partner unblock clinic",
        "waypost referral new",
        "waypost referral new case.toml",
        "waypost referral check case.toml",
        "waypost referral send D1 --to clinic --to embassy --all-sections --asked",
        "waypost referral list --waiting --closed",
        "waypost referral show R1 --json --opened",
        "waypost referral answer R1 acknowledge",
        "waypost referral answer R1 accept --need 1 --need medical --decline 2=no_capacity:full~until~May --by +2d",
        "waypost referral answer R1 decline no_capacity --note full --elsewhere clinic",
        "waypost referral answer R1 ask Any~wounds?",
        "waypost referral answer R1 reply No.",
        "waypost referral answer R1 waitlist +3d",
        "waypost referral withdraw R1 no_longer_needed",
        "waypost referral confirm-stop R1",
        "waypost referral hand-back R1 no_capacity --kept needs",
        "waypost referral appointment R1 medical 2026-05-01T14:00Z --place ward~2",
        "waypost referral no-show R1 medical",
        "waypost referral interim R1 Doing~well. --person-seen",
        "waypost referral complete R1 --outcome 1=met",
        "waypost referral propose-onward R1 legal_aid --service legal",
        "waypost referral client-declined R1",
        "waypost referral client-unreachable R1",
        "waypost referral expire R1",
        "waypost referral follow-up R1 30 safe",
        "waypost referral entered-in-error R1 --entry 3",
        "waypost referral disclose R1 account",
        "waypost referral handover depart R1 --arrive-by +6h",
        "waypost referral close R1",
        "waypost handover depart R1 --arrive-by +6h --place the~bridge",
        "waypost handover arrive R1",
        "waypost close R1",
        "waypost consent show R1",
        "waypost consent revoke R1 --reason asked",
        "waypost consent narrow R1 --service medical --section needs",
        "waypost consent answer R1 stopped --erased identity --kept needs --law archive~act",
        "waypost consent answer R1 lawful-hold court~order",
        "waypost retention list --due",
        "waypost retention hold R1 --reason court_order",
        "waypost retention release R1",
        "waypost retention erase R1 --confirm R1",
        "waypost audit log --list",
        "waypost audit witness --now",
        "waypost audit share --from 2026-01-01 --to 2026-03-31 --for age1abc --out border.wpaudit --log 1",
        "waypost audit proof R1 --field consent.obtained_on --out proof.txt",
        "waypost audit verify border.wpaudit clinic.wpaudit --key auditor.key --need 2 --html page.html --json",
        "waypost audit key new auditor.key",
        "waypost audit resume --confirm",
        "waypost doctor --bundle bundle.json --json",
        "waypost repair",
        "waypost repair R1",
        "waypost repair --accept-loss R1",
        "waypost repair --format",
        "waypost upgrade check",
        "waypost clock confirm",
        "waypost backup make --to /mnt/stick",
        "waypost backup list",
        "waypost backup schedule --dir /mnt/stick --every 24h --keep 3",
        "waypost backup schedule --off",
        "waypost backup check backup.age --recovery-sheet sheet",
        "waypost backup restore backup.age --recovery-sheet sheet --new-sheet-to new --passphrase-file - --listen /ip4/127.0.0.1/tcp/0",
        "waypost backup give-up clinic",
        "waypost --home /srv/box mailbox serve --listen /ip4/0.0.0.0/tcp/4400 --announce /dns4/box.example/tcp/4400 --frames-max 1000 --megabytes-max 64 --log warn",
        "waypost mailbox use waypost://mailbox#wpbox1abc",
        "waypost mailbox list --json",
        "waypost mailbox collect",
        "waypost mailbox leave wpnode1abc",
        "waypost mailbox serve --json --network-key-file /etc/waypost/net",
        "waypost mailbox grant new",
        "waypost mailbox grant new --frames 100 --megabytes 16 --days 90 --address /dns4/box.example/tcp/4400 --json",
        "waypost mailbox grant end wpgrant1abc",
        "waypost mailbox figures --json",
        "waypost bundle write --to clinic --to embassy /mnt/stick",
        "waypost bundle write --all /mnt/stick",
        "waypost bundle read /mnt/stick --keep --no-answer",
        "waypost config get listen",
        "waypost config set log debug",
        "waypost config list",
        "waypost config path",
        "waypost network-key new net.key",
        "waypost completions bash",
        "waypost man --dir man",
        "waypost version",
    ];
}
