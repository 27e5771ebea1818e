-- 0071_signers_stay_private.sql – only the key itself is needed to check a signature: whose it is, verify asks as the system.
revoke select (person_id) on access.signing_key from lantoa_public;
