-- 0043_what_strangers_could_still_do.sql – found by trying every verb on every table (test/permissions/strangers-reach-nothing.test.ts).

-- A decision that is about nobody, but names a unit, was anybody's to enter who manages units somewhere.
alter policy reorganisation_is_decided on org.reorganisation
  with check ((select cardinality(access.held_for('unit.manage'))) > 0
    and about <@ (select access.units_for('unit.manage'))::uuid[]
    and (unit_id is null or access.reaches((select access.held_for('unit.manage')), unit_id)));

-- The public writes no line of the audit trail, derives nothing, and does not ask who holds which role.
revoke execute on function access.write_audit, access.roots, access.roots_for, access.covers, access.covered_by, access.units_for,
  access.held_for, access.reaches, org.derive_beneath from public;
grant execute on function access.write_audit, access.roots, access.roots_for, access.covers, access.covered_by, access.units_for,
  access.held_for, access.reaches to lantoa_app;
