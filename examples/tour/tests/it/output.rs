//! All that the command prints, with the configuration that it comes with.

use std::process::Command;

use expect_test::expect;

/// Returns the tour, and the wiring that is printed after it.
fn output() -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tour"));
    let output = command.current_dir(std::env::temp_dir()).env_clear().output();
    let output = output.expect("a process");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let text = String::from_utf8_lossy(&output.stdout);
    let (tour, wiring) = text.split_once("\n\n").expect("an empty line between them");
    (tour.to_owned(), wiring.to_owned())
}

#[test]
fn the_tour_shows_everything() {
    expect![[r#"
        configuration (src/config.rs)
          mails are from tour@example.org
          DatabaseConfig { url: SecretBox<str>([REDACTED]), pool: 8 }
        lazy and repeated (src/lazy.rs)
          the speakers know their own programme: true
          the desk hands out badge 1, then badge 2
        qualifiers (src/qualifier.rs)
          the report reads from the replica database and writes to the primary one
          asked for as `Named`, the replica is the same: true
        one thing under several keys (src/views.rs)
          of 100 free seats, number 1 is taken: 99 are left
        collections (src/list.rs)
          the database has at most 8 connections
          the hall has 99 free seats
        collections with keys (src/map.rs)
          Early: 170
          Student: 100
        optional (src/optional.rs)
          coffee is paid for by you
        assisted construction (src/assisted.rs)
          ada pays 170 EUR
          bob pays 100 EUR
        selection by configuration (src/select.rs)
          written down for ada: see you soon -- tour@example.org
        decorators (src/decorate.rs)
          written down for bob: your seat is taken -- tour@example.org
          note 2 of the audit: mail to bob: your seat is taken
        projection (src/projection.rs)
          the till counts EUR
        import of another container (src/infra.rs)
          both have the same database: true
        generics (src/generics.rs)
          2 attendees, 1 talk, 1 of last year
        function injection (src/function.rs)
          hello eve, 99 seats are free
          written down for eve: read from the replica -- tour@example.org
        only the program knows (src/dynamic.rs)
          de: willkommen, ada
          en: welcome, ada
          refused: no provider for `BTreeMap<&str, Arc<dyn Welcome>>`
          refused: captive dependency: `Reception` would outlive `Visitor`"#]]
    .assert_eq(&output().0);
}

#[test]
fn the_wiring_names_every_service_and_what_it_needs() {
    expect![[r#"
        App
          mail_config: Value<MailConfig>
          pricing_config: Value<PricingConfig>
          programme: Singleton<Programme>
            speakers: Arc<Speakers> <- speakers
          speakers: Singleton<Speakers>
            programme: Lazy<Arc<Programme>> <- programme
          desk: Singleton<Desk>
            badges: Provider<Badge> <- badge
          badge: Factory<Badge> by Badge::print
            #1: &Printer <- printer
          printer: Singleton<Printer>
          report: Factory<Report>
            replica: Named<Arc<Database>, Replica> <- infra.replica
            primary: Arc<Database> <- infra.primary
          hall: Singleton<Hall> as dyn FreeSeats, dyn TakeSeats
          database_check: Singleton<DatabaseCheck>
            database: Arc<Database> <- infra.primary
          hall_check: Singleton<HallCheck>
            seats: Arc<dyn FreeSeats> <- hall
          early: Singleton<Early>
            config: Arc<PricingConfig> <- pricing_config
          student: Singleton<Student>
          sponsor: Singleton<Sponsor>, absent
          opening: Factory<Opening>
            sponsor: Option<Arc<Sponsor>> <- sponsor
          tickets: Factory<Maker<Ticket, (String, Rate)>>
            rules: BTreeMap<Rate, Arc<dyn PriceRule>> <- dyn PriceRule
            currency: Arc<Currency> <- currency
          mailer: Singleton<dyn Mailer> by SmtpMailer or LogMailer, selected by a closure, decorated by Signed, Audited
            select.config: &MailConfig <- mail_config
            SmtpMailer.config: Arc<MailConfig> <- mail_config
            Signed.config: Arc<MailConfig> <- mail_config
            Audited.audit: Arc<Audit> <- infra.audit
          currency: Singleton<Currency> by a closure
            config: &PricingConfig <- pricing_config
          talks: Singleton<Register<Talk>>
            audit: Arc<Audit> <- infra.audit
          attendees: Singleton<Register<Attendee>>
            audit: Arc<Audit> <- infra.audit
          visitor: Scoped<Visitor>, given
          infra: Arc<Database> from Infra.primary
          infra: Named<Arc<Database>, Replica> from Infra.replica
          infra: Arc<Audit> from Infra.audit
          dyn HealthCheck: Collection
            database_check: Arc<dyn HealthCheck> <- database_check
            hall_check: Arc<dyn HealthCheck> <- hall_check
          dyn PriceRule: Collection
            Rate::Early: Arc<dyn PriceRule> <- early
            Rate::Student: Arc<dyn PriceRule> <- student

        Infra
          config: Value<DatabaseConfig>
          primary: Singleton<Database> by Database::open
            #1: &DatabaseConfig <- config
          replica: Singleton<Database, Replica> by Database::open_replica
            #1: &DatabaseConfig <- config
          audit: Singleton<Audit>

    "#]].assert_eq(&output().1);
}
