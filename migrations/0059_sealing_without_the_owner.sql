-- 0059_sealing_without_the_owner.sql – the running system signs in by a role that cannot put a trigger aside.
--
-- Versions and reviews are only added to. How their words are kept may change once, from clear to sealed; this function is
-- the one way to do that. Reasons: docs/decisions/0051-the-service-signs-in-by-a-role-of-its-own.md.

create function activities.keep_sealed(activity uuid, versions jsonb, reviews jsonb) returns void
  language plpgsql security definer set search_path = activities, pg_catalog as $$
begin
  if not activities.protects(activity) then
    raise exception using errcode = 'restrict_violation', constraint = 'record_is_append_only',
      message = 'only records that protect people are sealed';
  end if;
  alter table activities.version disable trigger version_is_append_only;
  alter table activities.review disable trigger review_is_append_only;
  update activities.version
     set summary = fresh.summary, answers = fresh.answers, reason = fresh.reason
    from jsonb_to_recordset(versions) as fresh (number integer, summary text, answers jsonb, reason text)
   where version.activity_id = keep_sealed.activity and version.number = fresh.number
     and version.summary not like 'sealed:%' and fresh.summary like 'sealed:%';
  update activities.review set reason = fresh.reason
    from jsonb_to_recordset(reviews) as fresh (id uuid, reason text)
   where review.activity_id = keep_sealed.activity and review.id = fresh.id
     and review.reason not like 'sealed:%' and fresh.reason like 'sealed:%';
  alter table activities.version enable trigger version_is_append_only;
  alter table activities.review enable trigger review_is_append_only;
end
$$;
comment on function activities.keep_sealed is
  'Keeps the words of a record sealed that were there in clear. What is sealed already stays as it is.';
revoke execute on function activities.keep_sealed from public;
