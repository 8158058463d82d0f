//! The table that `build-time` prints.

use std::fmt::Write as _;
use std::time::Duration;

use super::Options;
use super::measure::{Measurement, Sample, Task};
use super::project::Twin;

/// One of the two times of a sample.
type Time = fn(&Sample) -> Option<Duration>;

pub(super) fn render(options: &Options, framework: Sample, measurements: &[Measurement]) -> String {
    let Options { services, runs } = options;
    let mut text = format!("\n{services} services, medians of {runs} runs\n");
    let times: [(&str, Time); 2] = [
        ("processor time", |sample| sample.cpu),
        ("time on the clock", |sample| Some(sample.wall)),
    ];
    for (name, time) in times {
        text.push_str(&table(name, time, *services, measurements).unwrap_or_default());
    }
    let cpu = framework
        .cpu
        .map_or_else(String::new, |cpu| format!("{:.1} s of processor time, ", cpu.as_secs_f64()));
    let wall = framework.wall.as_secs_f64();
    let _ = writeln!(
        text,
        "\nbuilding di-core, di-macros and what they need, once: {cpu}{wall:.1} s on the clock"
    );
    text
}

/// `None` if that time is not known on this machine.
fn table(name: &str, time: Time, services: usize, measurements: &[Measurement]) -> Option<String> {
    let mut text = format!(
        "\n{name:<30} {:>9} {:>11} {:>6} {:>20} {:>11} {:>6}\n",
        "derived s", "by hand s", "ratio", "ms/service: derived", "by hand", "added"
    );
    for task in Task::ALL {
        let seconds = |twin| {
            let of_both = measurements.iter();
            let found = of_both.filter(|one| one.task == task && one.twin == twin);
            let samples = found.flat_map(|one| one.samples.iter().map(time));
            median(samples.collect::<Option<Vec<_>>>()?)
        };
        let derived = seconds(Twin::Derived)?.as_secs_f64();
        let by_hand = seconds(Twin::Handwritten)?.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a count of services is small")]
        let per_service = |seconds: f64| seconds * 1000.0 / services as f64;
        let _ = writeln!(
            text,
            "{:<30} {derived:>9.2} {by_hand:>11.2} {:>6.2} {:>20.2} {:>11.2} {:>6.2}",
            task.name(),
            derived / by_hand,
            per_service(derived),
            per_service(by_hand),
            per_service(derived - by_hand),
        );
    }
    Some(text)
}

fn median(mut times: Vec<Duration>) -> Option<Duration> {
    times.sort();
    let middle = times.len() / 2;
    if times.len() % 2 == 1 {
        return times.get(middle).copied();
    }
    Some((*times.get(middle.checked_sub(1)?)? + *times.get(middle)?) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(numbers: &[u64]) -> Vec<Duration> {
        numbers.iter().copied().map(Duration::from_secs).collect()
    }

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_middle_two() {
        assert_eq!(median(seconds(&[9, 1, 2])), Some(Duration::from_secs(2)));
        assert_eq!(median(seconds(&[4, 1, 2, 9])), Some(Duration::from_secs(3)));
        assert_eq!(median(Vec::new()), None);
    }

    #[test]
    fn the_table_has_the_ratio_and_the_added_cost_of_a_service() {
        let measure = |task, twin, milliseconds| Measurement {
            task,
            twin,
            samples: vec![Sample { wall: Duration::from_millis(milliseconds), cpu: None }],
        };
        let measurements: Vec<Measurement> = Task::ALL
            .into_iter()
            .flat_map(|task| {
                [measure(task, Twin::Derived, 600), measure(task, Twin::Handwritten, 400)]
            })
            .collect();
        let options = Options { services: 100, runs: 1 };
        let framework = Sample { wall: Duration::from_secs(5), cpu: None };
        let report = render(&options, framework, &measurements);
        assert!(!report.contains("processor time"), "{report}");
        let row = report
            .lines()
            .find(|line| line.starts_with("cargo check, whole crate"))
            .expect("the task has a row");
        let words: Vec<&str> = row.split_whitespace().collect();
        assert_eq!(&words[4..], ["0.60", "0.40", "1.50", "6.00", "4.00", "2.00"]);
    }
}
