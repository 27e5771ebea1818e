-- 0060_signer_of_a_key.sql – whoever checks a signature asks whether the key is the signer's own.
grant select (person_id) on access.signing_key to lantoa_public;
