-- 0052_signed_times.sql – when a report was signed stands inside what was signed, and whose key it was is asked with it.
comment on table reports.signature is
  'Who signed a frozen report. What was signed is the envelope as canonical JSON: report, version, hash, number, symbol, day, signer, position and, since 0052, signedAt. Number and symbol stand in the envelope of the last signer, with whose signature it was issued. Never changed.';
comment on column reports.signature.signed_at is 'The time that stands in the envelope; of an older envelope, which has none, what the clock of the server said.';

create or replace function reports.checked(given text)
  returns table (code text, unit_name text, title text, subject text, period text, number integer, symbol text, issued_on date,
    version integer, reason text, state text, is_public boolean, hash text, issued_at timestamptz, in_force text,
    docx text, pdf text, signatures jsonb)
  language sql stable security definer set search_path = pg_catalog as $$
  select frozen.code, frozen.content -> 'unit' ->> 'name', frozen.content -> 'outline' ->> 'title', frozen.content ->> 'subject',
         report.period, frozen.number, frozen.symbol, frozen.issued_on, frozen.version, frozen.reason,
         frozen.state, frozen.is_public, encode(frozen.hash, 'hex'), frozen.issued_at,
         (select other.code from reports.frozen as other where other.report_id = frozen.report_id and other.state = 'issued'),
         frozen.docx, frozen.pdf,
         (select coalesce(jsonb_agg(jsonb_build_object('publicKey', encode(signature.public_key, 'hex'), 'envelope', signature.envelope,
                   'signature', encode(signature.signature, 'hex'), 'signedAt', signature.signed_at,
                   -- Anybody can make a key: it must be the one that the system made for this very person.
                   'isOwnKey', exists (select from access.signing_key as key
                                        where key.id = signature.key_id and key.person_id = signature.person_id
                                          and key.public_key = signature.public_key)) order by signature.id), '[]')
            from reports.signature where signature.frozen_id = frozen.id)
    from reports.frozen join reports.report on report.id = frozen.report_id
   where frozen.code = given and frozen.state in ('issued', 'replaced', 'withdrawn')
$$;
