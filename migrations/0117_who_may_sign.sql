-- 0117_who_may_sign.sql – whose name a paper may bear: whoever writes it learns who may sign it, and as what they signed last.

create function reports.signers_for(kind text, unit uuid) returns table (id uuid, name text, "position" text, distance integer)
  language sql stable security definer set search_path = reports, access, org, pg_catalog as $$
  with held as (
    select role_held.person_id, min(beneath.distance) as distance
      from org.beneath
      join access.role_held on role_held.unit_id = beneath.ancestor_id
       and daterange(role_held.valid_from, role_held.valid_to) @> org.today()
      join access.permission on permission.action = signers_for.kind || '.sign' and permission.role = role_held.role
     where beneath.unit_id = signers_for.unit and beneath.valid @> org.today()
       -- Whoever may read none of them learns of nobody.
       and access.reaches(access.held_for(signers_for.kind || '.read'), signers_for.unit)
     group by role_held.person_id
  )
  select person.id, person.name,
         coalesce((select signature.envelope ->> 'position' from reports.signature
                     join reports.frozen on frozen.id = signature.frozen_id join reports.report on report.id = frozen.report_id
                    where signature.person_id = person.id and report.unit_id = signers_for.unit
                    order by signature.id desc limit 1), ''),
         held.distance
    from held join access.person on person.id = held.person_id and person.disabled_at is null
   order by held.distance, person.name, person.id limit 100
$$;
comment on function reports.signers_for is
  'Who may sign papers of a kind in a unit today, those who hold the role nearest to it first, with the position under which they signed there last.';
revoke all on function reports.signers_for from public;
grant execute on function reports.signers_for to lantoa_app;
