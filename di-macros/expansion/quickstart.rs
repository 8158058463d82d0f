#[allow(deprecated)]
impl<'c, C> ::di_core::Construct<'c, C> for SmtpMailer
where
    C: ::di_core::Container,
    C: ::di_core::Provides<'c, Arc<Config>>,
{
    const DEPENDENCIES: &'static [::di_core::Dependency] = &[
        ::di_core::Dependency::of::<Self, Arc<Config>, C>("config"),
    ];
    #[inline]
    fn construct(cx: ::di_core::Context<'c, C>) -> ::di_core::Result<Self> {
        let dependencies = <Self as ::di_core::Construct<'c, C>>::DEPENDENCIES;
        ::core::result::Result::Ok(Self {
            config: cx.dependency(dependencies, 0)?,
        })
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::di_core::ByValue for SmtpMailer {
    type Borrowing<'c> = SmtpMailer;
}
#[automatically_derived]
#[allow(deprecated)]
impl<'c> ::di_core::Asked<'c> for SmtpMailer {
    const KEY: fn() -> ::di_core::__private::Key = ::di_core::__private::Key::owned::<
        SmtpMailer,
    >;
    #[inline]
    fn provide(
        cx: ::di_core::Context<'c, ::di_core::DynamicContainer>,
    ) -> ::di_core::Result<SmtpMailer> {
        ::di_core::__private::by_value::<SmtpMailer>(cx)
    }
}
#[allow(deprecated)]
impl<'c, C> ::di_core::Construct<'c, C> for Signup
where
    C: ::di_core::Container,
    C: ::di_core::Provides<'c, Arc<dyn Mailer>>,
{
    const DEPENDENCIES: &'static [::di_core::Dependency] = &[
        ::di_core::Dependency::of::<Self, Arc<dyn Mailer>, C>("mailer"),
    ];
    #[inline]
    fn construct(cx: ::di_core::Context<'c, C>) -> ::di_core::Result<Self> {
        let dependencies = <Self as ::di_core::Construct<'c, C>>::DEPENDENCIES;
        ::core::result::Result::Ok(Self {
            mailer: cx.dependency(dependencies, 0)?,
        })
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::di_core::ByValue for Signup {
    type Borrowing<'c> = Signup;
}
#[automatically_derived]
#[allow(deprecated)]
impl<'c> ::di_core::Asked<'c> for Signup {
    const KEY: fn() -> ::di_core::__private::Key = ::di_core::__private::Key::owned::<
        Signup,
    >;
    #[inline]
    fn provide(
        cx: ::di_core::Context<'c, ::di_core::DynamicContainer>,
    ) -> ::di_core::Result<Signup> {
        ::di_core::__private::by_value::<Signup>(cx)
    }
}
#[allow(deprecated, non_snake_case, unused_lifetimes)]
const _: () = {
    #[automatically_derived]
    #[allow(dead_code, clippy::too_many_arguments)]
    impl App {
        /// Creates the container from its values and imports, in the order of its
        /// fields.
        #[must_use]
        fn new(config: Config) -> Self {
            Self {
                config: ::di_core::Value::new(config),
                mailer: ::di_core::Singleton::new(),
                signup: ::di_core::Factory::new(),
            }
        }
        /// Shares the container: from here on it can no longer be changed.
        #[must_use]
        fn build(self) -> ::di_core::__private::Arc<Self> {
            use ::di_core::__private::ShareAnyway as _;
            ::di_core::__private::Share(self).share()
        }
        /// Opens a scope on the stack, given its inputs in the order of the fields.
        #[must_use]
        fn scope(&self) -> ::di_core::Scope<'_, Self> {
            ::di_core::Scope::open(self, ())
        }
        /// Opens a scope that may be sent to another task, given its inputs in the
        /// order of the fields.
        #[must_use]
        fn scope_owned<'open>(
            self: &::di_core::__private::Arc<Self>,
        ) -> ::di_core::OwnedScope<Self>
        where
            (): ::di_core::__private::SharedScopes<'open, Self>,
        {
            ::di_core::OwnedScope::open(::core::clone::Clone::clone(self), ())
        }
    }
    #[automatically_derived]
    impl ::di_core::Container for App {
        const GRAPH: ::di_core::Graph = ::di_core::Graph::new(
            "App",
            &[
                ::di_core::Node::shared::<
                    Config,
                >("config", ::di_core::ProviderKind::Value),
                ::di_core::Node::shared::<
                    dyn Mailer,
                >("mailer", ::di_core::ProviderKind::Singleton)
                    .built_by(
                        &[
                            ::di_core::Constructor::new(
                                "SmtpMailer",
                                ::di_core::Role::Builds,
                                <SmtpMailer as ::di_core::Construct<'_, App>>::DEPENDENCIES,
                            ),
                        ],
                    ),
                ::di_core::Node::new::<
                    Signup,
                >("signup", ::di_core::ProviderKind::Factory)
                    .built_by(
                        &[
                            ::di_core::Constructor::new(
                                "",
                                ::di_core::Role::Builds,
                                <Signup as ::di_core::Construct<'_, App>>::DEPENDENCIES,
                            ),
                        ],
                    ),
            ],
        );
        type Slots = ();
        type State = <::di_core::__private::LooksLater<
            false,
        > as ::di_core::__private::ScopePlace<Self>>::State;
        type Tracking = ();
        type Link = ();
        fn home(&self) -> ::core::option::Option<&::di_core::__private::Home> {
            ::core::option::Option::Some(::di_core::Value::home(&self.config))
        }
    }
    const _: () = ::di_core::__private::check::<
        3,
    >(&<App as ::di_core::Container>::GRAPH);
    #[automatically_derived]
    impl<'c> ::di_core::Provides<'c, ::di_core::__private::Arc<Config>> for App {
        const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::Some(
            0,
        );
        #[inline]
        fn provide(
            cx: ::di_core::Context<'c, Self>,
        ) -> ::di_core::Result<::di_core::__private::Arc<Config>> {
            ::core::result::Result::Ok(::di_core::Value::keep(&cx.container().config))
        }
    }
    #[automatically_derived]
    impl<'c> ::di_core::Provides<'c, &'c Config> for App {
        const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::Some(
            0,
        );
        #[inline]
        fn provide(cx: ::di_core::Context<'c, Self>) -> ::di_core::Result<&'c Config> {
            ::core::result::Result::Ok(::di_core::Value::lend(&cx.container().config))
        }
    }
    #[inline]
    fn __build_mailer<'c>(
        cx: ::di_core::Context<'c, App>,
    ) -> ::di_core::Result<&'c ::di_core::__private::Arc<dyn Mailer>> {
        ::di_core::Singleton::build(
            &cx.container().mailer,
            cx,
            1,
            move |cx| match <SmtpMailer as ::di_core::Construct<
                '_,
                App,
            >>::construct(cx) {
                ::core::result::Result::Ok(built) => {
                    ::core::result::Result::Ok(::di_core::__private::Arc::new(built))
                }
                ::core::result::Result::Err(error) => ::core::result::Result::Err(error),
            },
        )
    }
    #[automatically_derived]
    impl<'c> ::di_core::Provides<'c, ::di_core::__private::Arc<dyn Mailer>> for App {
        const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::Some(
            1,
        );
        #[inline]
        fn provide(
            cx: ::di_core::Context<'c, Self>,
        ) -> ::di_core::Result<::di_core::__private::Arc<dyn Mailer>> {
            ::di_core::Singleton::keep(&cx.container().mailer, cx, __build_mailer)
        }
    }
    #[automatically_derived]
    impl<'c> ::di_core::Provides<'c, &'c dyn Mailer> for App {
        const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::Some(
            1,
        );
        #[inline]
        fn provide(
            cx: ::di_core::Context<'c, Self>,
        ) -> ::di_core::Result<&'c dyn Mailer> {
            ::di_core::Singleton::lend(&cx.container().mailer, cx, __build_mailer)
        }
    }
    #[automatically_derived]
    impl<'c> ::di_core::Provides<'c, Signup> for App {
        const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::Some(
            2,
        );
        #[inline]
        fn provide(cx: ::di_core::Context<'c, Self>) -> ::di_core::Result<Signup> {
            ::di_core::Factory::make(
                &cx.container().signup,
                cx,
                2,
                |it| *it,
                |cx| <Signup as ::di_core::Construct<'_, App>>::construct(cx),
            )
        }
    }
    #[automatically_derived]
    impl ::core::ops::Drop for App {
        fn drop(&mut self) {
            ::di_core::__private::release_in_reverse([&mut self.mailer]);
        }
    }
};
