//! Mails, handed over to a mail server.

use std::net::SocketAddr;
use std::sync::Arc;

use di_core::prelude::*;
use symposium::mailer::{
    LogMailer, Logged, Mail, MailError, MailSettings, MailTransport, Mailer, Retried, SmtpMailer,
    SmtpServer,
};
use tokio::net::{TcpListener, TcpSocket};

use crate::support::{Log, PostOffice, attendee};

/// The mailer with all that it needs.
#[derive(Debug, Container)]
struct Parts {
    settings: Value<MailSettings>,
    #[provide(
        select = |settings: &MailSettings| match settings.transport {
            MailTransport::Log => LogMailer,
            MailTransport::Smtp => SmtpMailer,
        },
        decorate = Retried,
        decorate = Logged,
    )]
    mailer: Singleton<dyn Mailer>,
}

fn mailer(transport: MailTransport, address: SocketAddr) -> Arc<dyn Mailer> {
    let settings = MailSettings {
        transport,
        server: SmtpServer::parse(address.to_string()).expect("a server"),
        sender: "Symposium <symposium@example.org>".parse().expect("a sender"),
    };
    Parts::new(settings).resolve().expect("wired")
}

fn mail() -> Mail {
    Mail {
        to: attendee("ada@example.org"),
        subject: "Your seat for Grüße".to_owned(),
        body: "Seat 1 in Cellar.\n.\nReference: 7\n".to_owned(),
    }
}

#[tokio::test]
async fn a_mail_reaches_the_server_with_its_sender_and_its_recipient() {
    let log = Log::start();
    let office = PostOffice::answering(&[]).await;
    mailer(MailTransport::Smtp, office.address).send(mail()).await.expect("accepted");
    let mails = office.mails();
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    for line in [
        "From: Symposium <symposium@example.org>\r\n",
        "To: ada@example.org\r\n",
        "Subject: Your seat for =?utf-8?b?R3LDvMOfZQ==?=\r\n",
        "\r\n\r\nSeat 1 in Cellar.\r\n..\r\nReference: 7\r\n",
    ] {
        assert!(mail.contains(line), "{line:?} is not in {mail:?}");
    }
    assert!(log.text().contains("mail to=ada@example.org subject=\"Your seat for Grüße\""));
}

#[tokio::test]
async fn what_is_not_accepted_for_now_is_sent_again() {
    let office = PostOffice::answering(&["451 later", "250 welcome"]).await;
    mailer(MailTransport::Smtp, office.address).send(mail()).await.expect("accepted");
    assert_eq!((office.recipients(), office.mails().len()), (2, 1));

    let office = PostOffice::answering(&["451 later"; 9]).await;
    let error = mailer(MailTransport::Smtp, office.address).send(mail()).await;
    let error = error.expect_err("a busy server");
    assert!(error.is_passing() && error.to_string().contains("later"), "{error}");
    assert_eq!((office.recipients(), office.mails().len()), (Retried::ATTEMPTS, 0));
}

#[tokio::test]
async fn what_is_refused_is_not_sent_again() {
    let office = PostOffice::answering(&["550 no such user"]).await;
    let error = mailer(MailTransport::Smtp, office.address).send(mail()).await;
    let error = error.expect_err("refused");
    assert!(matches!(&error, MailError::Refused(why) if why.contains("no such user")), "{error}");
    assert_eq!((office.recipients(), office.mails().len()), (1, 0));
}

#[tokio::test]
async fn a_server_that_hangs_up_is_asked_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let hangs_up = tokio::spawn(async move {
        for _ in 0..Retried::ATTEMPTS {
            drop(listener.accept().await.expect("a connection"));
        }
    });
    let error = mailer(MailTransport::Smtp, address).send(mail()).await.expect_err("no greeting");
    assert!(error.is_passing(), "{error}");
    hangs_up.await.expect("as many connections as attempts");
}

#[tokio::test]
async fn a_server_that_is_away_may_come_back() {
    // Bound, so that no other test gets the port; but nobody listens.
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
    let address = socket.local_addr().expect("an address");
    let error = mailer(MailTransport::Smtp, address).send(mail()).await.expect_err("nobody");
    assert!(error.is_passing(), "{error}");
}

#[tokio::test]
async fn without_a_server_mails_are_only_logged() {
    let log = Log::start();
    let office = PostOffice::answering(&[]).await;
    let mail = Mail { subject: "For the log alone".to_owned(), ..mail() };
    mailer(MailTransport::Log, office.address).send(mail).await.expect("accepted");
    assert_eq!(office.recipients(), 0);
    assert!(log.text().contains("mail to=ada@example.org subject=\"For the log alone\""));
}
