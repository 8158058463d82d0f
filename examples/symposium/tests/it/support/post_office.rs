//! A mail server that speaks the few verbs that are needed.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Listens until it is dropped.
pub(crate) struct PostOffice {
    pub(crate) address: SocketAddr,
    desk: Arc<Mutex<Desk>>,
    is_open: watch::Sender<bool>,
    /// How many have come, whether it was open or not.
    callers: watch::Receiver<usize>,
    _clerks: JoinSet<()>,
}

#[derive(Default)]
struct Desk {
    /// What is answered to recipients, one after the other; then all are welcome.
    answers: VecDeque<&'static str>,
    recipients: usize,
    mails: Vec<String>,
}

impl PostOffice {
    pub(crate) async fn answering(answers: &[&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let answers = answers.iter().copied().collect();
        let desk = Arc::new(Mutex::new(Desk { answers, ..Desk::default() }));
        let (is_open, mut opened) = watch::channel(true);
        let (called, callers) = watch::channel(0);
        let mut clerks = JoinSet::new();
        let counter = Arc::clone(&desk);
        clerks.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                called.send_modify(|callers| *callers += 1);
                if opened.wait_for(|is_open| *is_open).await.is_err() {
                    return;
                }
                // Who hangs up in the middle of a mail has not sent it.
                drop(serve(stream, &counter).await);
            }
        });
        Self { address, desk, is_open, callers, _clerks: clerks }
    }

    /// Says nothing to those who come, until it is opened.
    pub(crate) async fn shut() -> Self {
        let office = Self::answering(&[]).await;
        office.is_open.send_replace(false);
        office
    }

    pub(crate) fn open(&self) {
        self.is_open.send_replace(true);
    }

    /// Waits until somebody has come.
    pub(crate) async fn await_caller(&self) {
        let mut callers = self.callers.clone();
        let called = timeout(Duration::from_secs(20), callers.wait_for(|callers| *callers > 0));
        called.await.expect("a caller in time").expect("a clerk");
    }

    /// Returns how often a recipient was named.
    pub(crate) fn recipients(&self) -> usize {
        self.desk.lock().expect("no panic").recipients
    }

    /// Returns the mails that it has accepted, with their headers.
    pub(crate) fn mails(&self) -> Vec<String> {
        self.desk.lock().expect("no panic").mails.clone()
    }
}

async fn serve(stream: TcpStream, desk: &Mutex<Desk>) -> std::io::Result<()> {
    let mut stream = BufStream::new(stream);
    let mut answer = "220 localhost";
    loop {
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        stream.flush().await?;
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line.starts_with("QUIT") {
            return Ok(());
        }
        answer = match line.split_whitespace().next() {
            Some("EHLO" | "MAIL" | "RSET") => "250 as you like",
            Some("RCPT") => {
                let mut desk = desk.lock().expect("no panic");
                desk.recipients += 1;
                desk.answers.pop_front().unwrap_or("250 as you like")
            }
            Some("DATA") => {
                stream.write_all(b"354 go on\r\n").await?;
                stream.flush().await?;
                let mut mail = String::new();
                while !mail.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut mail).await? == 0 {
                        return Ok(());
                    }
                }
                desk.lock().expect("no panic").mails.push(mail);
                "250 it is on its way"
            }
            _ => "500 what?",
        };
    }
}
