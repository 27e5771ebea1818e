-- 0048_said_before.sql – a decision that is sent again after its answer was lost is the same decision.

create table access.said (
  person_id  uuid not null references access.person,
  digest     bytea not null,
  at         timestamptz not null default now(),
  primary key (person_id, digest)
);
comment on table access.said is
  'What a person has decided of late, as a hash of all that they said: it is written in the transaction of the decision, so that the same words sent once more are known to be done.';

alter table access.said enable row level security;
create policy said_is_read_by_who_said_it on access.said for select to lantoa_app using (person_id = access.actor());
create policy said_is_noted_by_who_said_it on access.said for insert to lantoa_app with check (person_id = access.actor());
create policy said_is_forgotten_by_who_said_it on access.said for delete to lantoa_app using (person_id = access.actor());
grant select, insert, delete on access.said to lantoa_app;
