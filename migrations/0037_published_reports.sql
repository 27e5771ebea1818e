-- 0037_published_reports.sql – what everybody may read of a report, and what anyone may check who holds a paper.

grant usage on schema reports to lantoa_public;

create policy frozen_is_published on reports.frozen for update to lantoa_app
  using (exists (select from reports.report where report.id = report_id and report.unit_id = any ((select access.units_for('report.publish'))::uuid[])));
create policy step_of_publishing_is_taken on reports.step for insert to lantoa_app
  with check (kind in ('published', 'unpublished') and exists (
    select from reports.frozen join reports.report on report.id = frozen.report_id
     where frozen.id = frozen_id and report.unit_id = any ((select access.units_for('report.publish'))::uuid[])));

create index frozen_is_public on reports.frozen (issued_at desc, id desc) where is_public;

-- The public never reads reports.frozen: these functions give what may leave, and restricted parts are gone before that.

create function reports.without_restricted(content jsonb) returns jsonb
  language sql immutable parallel safe set search_path = pg_catalog as $$
  select jsonb_set(content, '{sections}', coalesce((
    select jsonb_agg(jsonb_set(section, '{blocks}', coalesce((
             select jsonb_agg(block order by place) from jsonb_array_elements(section -> 'blocks') with ordinality as blocks (block, place)
              where not coalesce((block ->> 'isRestricted')::boolean, false)), '[]')) order by at)
      from jsonb_array_elements(content -> 'sections') with ordinality as sections (section, at)
     where not coalesce((section ->> 'isRestricted')::boolean, false)), '[]'))
$$;
comment on function reports.without_restricted is 'The content of a frozen report without the sections and blocks that stay inside.';

create function reports.published_content(given text) returns jsonb
  language sql stable security definer set search_path = pg_catalog as $$
  select reports.without_restricted(frozen.content) from reports.frozen where frozen.code = given and frozen.is_public
$$;

create function reports.published_list(before_at timestamptz, before_id uuid, most integer)
  returns table (id uuid, code text, unit_name text, subject text, period text, number integer, issued_on date, state text, reason text, issued_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select frozen.id, frozen.code, frozen.content -> 'unit' ->> 'name', frozen.content ->> 'subject', report.period, frozen.number,
         frozen.issued_on, frozen.state, frozen.reason, frozen.issued_at
    from reports.frozen join reports.report on report.id = frozen.report_id
   where frozen.is_public and (before_at is null or (frozen.issued_at, frozen.id) < (before_at, before_id))
   order by frozen.issued_at desc, frozen.id desc limit least(most, 100)
$$;

create function reports.checked(given text)
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
                   'signature', encode(signature.signature, 'hex'), 'signedAt', signature.signed_at) order by signature.id), '[]')
            from reports.signature where signature.frozen_id = frozen.id)
    from reports.frozen join reports.report on report.id = frozen.report_id
   where frozen.code = given and frozen.state in ('issued', 'replaced', 'withdrawn')
$$;
comment on function reports.checked is
  'What anyone learns who holds a paper with its code: whose it is, whether it is in force, its hash. Nothing of what it says.';
revoke all on function reports.published_content, reports.published_list, reports.checked from public;
grant execute on function reports.published_content, reports.published_list, reports.checked to lantoa_public, lantoa_app;
