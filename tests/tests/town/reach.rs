//! How a house says where it is reached, and what it is shown of the way to another.

use waypost_desk::command::{Carrier, Command, Reply, StatusReport};
use waypost_desk::desk::Input;
use waypost_net::Way;
use waypost_tests::town::Town;

const CAST: [(&str, &str); 2] = [("Border Shelter", "shelter"), ("River Clinic", "clinic")];
const CIRCUIT: &str =
    "/ip4/192.0.2.1/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN/p2p-circuit";

fn status(town: &mut Town, house: usize) -> StatusReport {
    match town.ask(house, Command::Status) {
        Reply::Status(status) => *status,
        other => panic!("{other:?}"),
    }
}

/// Whether house 1 finds the circuit on house 0's card.
fn is_announced(town: &mut Town) -> bool {
    town.wait(5);
    town.settle();
    town.partner_report(1, 0).addresses.iter().any(|address| address == CIRCUIT)
}

#[test]
fn a_circuit_goes_onto_cards_at_once_and_off_them_only_when_it_stays_away() {
    let mut town = Town::new(11, &CAST);
    let direct = town.partner_report(1, 0).addresses;
    assert!(!is_announced(&mut town));

    town.input(0, Input::Listening(CIRCUIT.to_owned()));
    assert!(is_announced(&mut town));
    assert!(status(&mut town, 0).listening.contains(&CIRCUIT.to_owned()));
    // Beside the addresses that are announced, not instead of them.
    let both = town.partner_report(1, 0).addresses;
    assert!(direct.iter().all(|address| both.contains(address)));

    // The relay is started anew: nobody gets a card for that.
    town.input(0, Input::NotListening(CIRCUIT.to_owned()));
    assert!(!status(&mut town, 0).listening.contains(&CIRCUIT.to_owned()));
    town.wait(300);
    assert!(is_announced(&mut town));
    town.input(0, Input::Listening(CIRCUIT.to_owned()));
    town.wait(900);
    assert!(is_announced(&mut town));

    town.input(0, Input::NotListening(CIRCUIT.to_owned()));
    assert!(is_announced(&mut town));
    town.wait(900);
    assert!(!is_announced(&mut town));
}

#[test]
fn a_person_sees_by_which_carrier_letters_go_and_why() {
    let mut town = Town::new(12, &CAST);
    let node = town.node(1);
    let shown = |town: &mut Town| {
        let report = town.partner_report(0, 1);
        let line = status(town, 0).carriers.remove(0);
        assert_eq!((line.partner, &line.carriage), (report.short, &report.carriage));
        (report.connected, line.carriage.carrier, line.carriage.why)
    };
    town.input(0, Input::Up(node, Way::Relayed));
    assert_eq!(shown(&mut town), (true, Carrier::Relay, "no direct address answered".to_owned()));
    town.input(0, Input::Up(node, Way::Direct));
    assert_eq!(shown(&mut town), (true, Carrier::Direct, "connected".to_owned()));
    town.input(0, Input::Down(node));
    let (connected, carrier, _) = shown(&mut town);
    assert_eq!((connected, carrier), (false, Carrier::None));
}
