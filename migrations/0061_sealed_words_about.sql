-- 0061_sealed_words_about.sql – what inspectors and checkers write about protected people is sealed too, and nobody's
-- typed words pass for sealed ones.

create function access.is_sealed(words text) returns boolean
  language sql immutable parallel safe
  return coalesce(words ~ '^sealed:[A-Za-z0-9_-]{38,}$', false);
comment on function access.is_sealed is
  'Whether words are kept so that only the program reads them. “sealed: …” that somebody typed is not: sealed words have no space and a nonce, a tag and a text.';

alter table activities.activity
  drop constraint activity_summary_is_too_long,
  add constraint activity_summary_is_too_long check (char_length(summary) between 1 and 2000 or access.is_sealed(summary));
alter table activities.activity alter column search
  set expression as (case when access.is_sealed(summary) then '' else org.plain(summary) end);
alter table activities.review
  drop constraint review_reason_is_too_long,
  add constraint review_reason_is_too_long check (char_length(reason) <= 1000 or access.is_sealed(reason));
alter table verification.finding
  drop constraint finding_note_is_too_long,
  add constraint finding_note_is_too_long check (char_length(note) <= 1000 or access.is_sealed(note));
alter table verification.doubt
  drop constraint doubt_settlement_is_too_long,
  add constraint doubt_settlement_is_too_long check (char_length(settlement) <= 1000 or access.is_sealed(settlement));
alter table verification.hold
  drop constraint hold_settlement_is_too_long,
  add constraint hold_settlement_is_too_long check (char_length(settlement) between 3 and 1000 or access.is_sealed(settlement));
alter table verification.answer
  drop constraint answer_remark_is_too_long,
  add constraint answer_remark_is_too_long check (char_length(remark) <= 500 or access.is_sealed(remark));
alter table evidence.question
  drop constraint question_reason_is_too_long,
  add constraint question_reason_is_too_long check (char_length(reason) <= 1000 or access.is_sealed(reason));

create function evidence.is_about_protected(kind text, id uuid) returns boolean
  language sql stable security definer set search_path = evidence, verification, activities, pg_catalog
  return case kind
    when 'activity' then activities.protects(id)
    when 'finding' then coalesce((select activities.protects(finding.activity_id) from verification.finding
                                   where finding.id = is_about_protected.id), false)
    else false end;
comment on function evidence.is_about_protected is 'Whether what a file proves is about people who need protection.';

create or replace function evidence.protect_attachment() returns trigger
  language plpgsql security definer set search_path = evidence, pg_catalog as $$
begin
  new.is_protected := is_about_protected(new.source_kind, new.source_id);
  if new.is_protected then
    new.name := '';
    new.caption := '';
    update evidence.sent set name = '' where sent.sha256 = new.sha256 and sent.name <> '';
  end if;
  return new;
end
$$;

create or replace function activities.keep_sealed(activity uuid, versions jsonb, reviews jsonb) returns void
  language plpgsql security definer set search_path = activities, access, pg_catalog as $$
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
     and not is_sealed(version.summary) and is_sealed(fresh.summary);
  update activities.review set reason = fresh.reason
    from jsonb_to_recordset(reviews) as fresh (id uuid, reason text)
   where review.activity_id = keep_sealed.activity and review.id = fresh.id
     and not is_sealed(review.reason) and is_sealed(fresh.reason);
  alter table activities.version enable trigger version_is_append_only;
  alter table activities.review enable trigger review_is_append_only;
end
$$;

create function verification.keep_sealed(words jsonb) returns void
  language plpgsql security definer set search_path = verification, access, pg_catalog as $$
begin
  alter table verification.finding disable trigger finding_is_append_only;
  update verification.finding set note = fresh.words
    from jsonb_to_recordset(words) as fresh (place text, id uuid, words text)
   where fresh.place = 'finding' and finding.id = fresh.id and not is_sealed(finding.note) and is_sealed(fresh.words)
     and activities.protects(finding.activity_id);
  alter table verification.finding enable trigger finding_is_append_only;
  update verification.doubt set settlement = fresh.words
    from jsonb_to_recordset(words) as fresh (place text, id uuid, words text)
   where fresh.place = 'doubt' and doubt.id = fresh.id and not is_sealed(doubt.settlement) and is_sealed(fresh.words);
  update verification.hold set settlement = fresh.words
    from jsonb_to_recordset(words) as fresh (place text, id uuid, words text)
   where fresh.place = 'hold' and hold.id = fresh.id and not is_sealed(hold.settlement) and is_sealed(fresh.words);
  update evidence.question set reason = fresh.words
    from jsonb_to_recordset(words) as fresh (place text, id uuid, words text)
   where fresh.place = 'question' and question.id = fresh.id and not is_sealed(question.reason) and is_sealed(fresh.words);
end
$$;
comment on function verification.keep_sealed is
  'Keeps words about protected records sealed that were there in clear. What is sealed already stays as it is.';
revoke execute on function verification.keep_sealed from public;

select ledger.bind_all();
