-- 0013_data_quality.sql – questions about figures that look unlikely, and what people answered. A question is no verdict: no figure depends on it.

create table figures.quality_rule (
  code        text primary key,
  name_vi     text not null,
  name_en     text not null,
  lesser      text not null,
  greater     text not null,
  valid_from  date not null default '2016-05-15',
  valid_to    date,
  constraint quality_rule_code_is_malformed     check (code ~ '^[a-z][a-z0-9_]{2,59}$'),
  constraint quality_rule_ends_before_it_begins check (valid_to > valid_from)
);
comment on table figures.quality_rule is
  'What should hold between figures of one unit in one month: the formula lesser comes to no more than the formula greater. Both are in the language of derived indicators, over indicators that are summed.';
grant select on figures.quality_rule to lantoa_app;

create table figures.question (
  id           uuid primary key default uuidv7(),
  kind         text not null,
  unit_id      uuid not null references org.unit on delete cascade,
  -- An indicator, or of kind rule the code of the rule.
  subject      text collate "C" not null,
  indicator    text collate "C" not null references figures.indicator,
  month        date not null,
  numbers      jsonb not null,
  is_raised    boolean not null default true,
  raised_at    timestamptz not null default now(),
  constraint question_kind_is_unknown    check (kind in ('rule', 'outlier', 'same', 'missing')),
  constraint question_is_of_no_month     check (extract(day from month) = 1),
  constraint question_has_no_numbers     check (jsonb_typeof(numbers) = 'object'),
  constraint question_is_asked_twice     unique (unit_id, kind, subject, month)
);
comment on table figures.question is
  'Derived from the facts, but for its id: something unlikely that somebody who knows should look at. numbers is what makes it unlikely; when they change, an answer is about something else. is_raised: the figures still raise it.';
create index question_indicator on figures.question (indicator);
create index question_list on figures.question (month desc, id desc) where is_raised;

create table figures.question_answer (
  id           uuid primary key default uuidv7(),
  question_id  uuid not null references figures.question on delete cascade,
  verdict      text not null,
  words        text not null,
  numbers      jsonb not null,
  answered_by  uuid not null references access.person default access.actor(),
  answered_at  timestamptz not null default now(),
  constraint question_answer_is_unknown   check (verdict in ('right', 'will_correct')),
  constraint question_answer_has_no_words check (char_length(words) between case verdict when 'right' then 3 else 0 end and 500)
);
comment on table figures.question_answer is 'What somebody who knows said to a question, and the numbers that they saw. Answers are added, never changed.';
create index question_answer_question on figures.question_answer (question_id, answered_at desc);
create index question_answer_answered_by on figures.question_answer (answered_by);
create trigger question_answer_is_never_changed before update or truncate on figures.question_answer
  for each statement execute function access.refuse_change();

alter table figures.question enable row level security;
alter table figures.question_answer enable row level security;
create policy question_is_read on figures.question for select to lantoa_app
  using (unit_id = any ((select access.units_for('question.read'))::uuid[]));
create policy question_answer_is_read on figures.question_answer for select to lantoa_app
  using (exists (select from figures.question where question.id = question_id));
create policy question_is_answered on figures.question_answer for insert to lantoa_app
  with check (answered_by = access.actor() and exists (
    select from figures.question where question.id = question_id
       and question.unit_id = any ((select access.units_for('question.answer'))::uuid[])));
grant select on figures.question, figures.question_answer to lantoa_app;
grant insert on figures.question_answer to lantoa_app;

create function figures.own_months(units uuid[], since date, until date)
  returns table (unit_id uuid, indicator text, month date, amount numeric, entries bigint)
  language sql stable as $$
  select flow.unit_id, flow.indicator, date_trunc('month', flow.day::timestamp)::date, sum(flow.amount), sum(flow.entries)
    from figures.flow
   where flow.unit_id = any (units) and flow.day >= since and flow.day < until
   group by 1, 2, 3 having sum(flow.entries) > 0
$$;
comment on function figures.own_months is 'What units themselves have entered, by month: not what stands beneath them, so that a question goes to who knows.';
