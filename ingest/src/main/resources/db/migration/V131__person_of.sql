-- The person a patient id leads to; an id nobody knows leads to itself.
create function person_of(text) returns text language sql stable as
$$ select coalesce((select merged_into from patients where id = $1), $1) $$;
