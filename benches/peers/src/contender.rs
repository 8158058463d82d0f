//! What is measured, and who does it.

/// Something that each contender does in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// What the repetition itself costs.
    Nothing,
    /// A built singleton, borrowed.
    Borrow,
    /// A built singleton, kept.
    Keep,
    /// A built singleton as a trait's object, kept.
    KeepDyn,
    /// What is made anew each time, of nothing.
    FactoryOfNone,
    /// What is made anew each time, of two singletons.
    FactoryOfTwo,
    /// What is made anew each time, of three singletons and three others, each of which is
    /// made of one more.
    Objects,
    /// A scope that nothing is asked of.
    EmptyScope,
    /// A scope that builds one service.
    Scope,
}

impl Task {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 9] = [
        Self::Nothing,
        Self::Borrow,
        Self::Keep,
        Self::KeepDyn,
        Self::FactoryOfNone,
        Self::FactoryOfTwo,
        Self::Objects,
        Self::EmptyScope,
        Self::Scope,
    ];

    /// What it is called in the table and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Borrow => "singleton as &T",
            Self::Keep => "singleton as Arc<T>",
            Self::KeepDyn => "singleton as Arc<dyn>",
            Self::FactoryOfNone => "factory of 0",
            Self::FactoryOfTwo => "factory of 2 singletons",
            Self::Objects => "object of objects",
            Self::EmptyScope => "scope, empty",
            Self::Scope => "scope, 1 service",
        }
    }
}

/// A way to do what has to be done; what it cannot do is left out.
#[derive(Debug)]
pub struct Contender {
    /// Its name.
    pub name: &'static str,
    /// Does each once, to build what is built once, and then so many times.
    pub tasks: &'static [(Task, fn(u64))],
}

impl Contender {
    /// Returns what does a task.
    #[must_use]
    pub fn task(&self, task: Task) -> Option<fn(u64)> {
        self.tasks.iter().find(|it| it.0 == task).map(|it| it.1)
    }
}

/// Defines a contender: its container, the errors of its resolving, and what it does. What is
/// borrowed is returned; what is kept is shown to the optimiser where it lies, and dropped.
macro_rules! contender {
    (@work $new:expr, |$app:ident: $ty:ty|, $error:ty, [$returned:ty], $work:expr) => {{
        fn work($app: &'static $ty) -> Result<$returned, $error> {
            Ok($work)
        }
        |times| di_benches::repeat(times, $new, work)
    }};
    (@work $new:expr, |$app:ident: $ty:ty|, $error:ty, [], $work:expr) => {{
        fn work($app: &'static $ty) -> Result<(), $error> {
            let made = $work;
            std::hint::black_box(&made);
            Ok(())
        }
        |times| di_benches::repeat(times, $new, work)
    }};
    (
        $name:literal, $ty:ty, $error:ty, $new:expr;
        $($task:ident |$app:ident| $(-> $returned:ty)? { $work:expr })*
    ) => {
        /// It, and what it does.
        pub const CONTENDER: $crate::contender::Contender = $crate::contender::Contender {
            name: $name,
            tasks: &[$((
                $crate::contender::Task::$task,
                $crate::contender::contender!(
                    @work $new, |$app: $ty|, $error, [$($returned)?], $work
                ),
            )),*],
        };
    };
}

pub(crate) use contender;
