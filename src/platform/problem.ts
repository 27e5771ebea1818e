/** What a person can put right. Everything else is a fault of ours and stays a plain `Error`. */

/** Values that a sentence names: `“{name}” đã kết thúc ngày {day}`. */
export type ProblemParams = Record<string, string | number>

/** A problem of one field of a form or one cell of a table. */
export type FieldProblem = { field: string; code: string; params?: ProblemParams }

/**
 * A refusal that says what is wrong and what to do. `code` is the key of its sentence in
 * `messages/<language>/<module>.json` under `problem`; the constraint of the same name gives the same sentence.
 */
export class Problem extends Error {
  readonly code: string
  readonly params: ProblemParams
  readonly field: string | undefined
  /** All fields at fault, when a form is refused. */
  readonly fields: FieldProblem[]

  constructor(
    code: string,
    params: ProblemParams = {},
    where: { field?: string; fields?: FieldProblem[] } = {},
  ) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.params = params
    this.field = where.field
    this.fields = where.fields ?? (where.field === undefined ? [] : [{ field: where.field, code, params }])
  }
}

/** HTTP status of a problem: 404 where the thing is not there *or* not allowed, 422 where what was sent is wrong. */
export function statusOf(problem: Problem): 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503 {
  switch (problem.code) {
    case 'body_is_empty':
    case 'body_is_no_json':
    case 'body_says_twice':
      return 400
    case 'body_is_of_another_kind':
      return 415
    case 'not_signed_in':
    case 'token_is_wrong':
      return 401
    case 'form_is_stale':
      return 403
    case 'not_found_or_not_allowed':
      return 404
    case 'seen_is_outdated':
    case 'activity_id_is_taken':
    case 'submission_corrects_nothing':
    case 'submission_corrects_accepted':
    case 'submission_photo_is_not_named':
    case 'unit_has_changed':
    case 'question_was_answered':
    case 'phone_is_of_another_person':
      return 409
    case 'body_is_too_large':
    case 'form_has_too_many_parts':
    case 'photo_is_too_large':
    case 'file_is_too_large':
      return 413
    case 'file_was_not_scanned':
    case 'file_went_meanwhile':
    case 'sign_in_is_busy':
    case 'database_is_away':
    case 'disk_is_full':
    case 'files_are_waiting':
      return 503
    case 'too_many_tries':
    case 'waiting_files_are_too_many':
      return 429
    default:
      return 422
  }
}

type PostgresError = { code: string; constraint?: string; column?: string; table?: string }

const isPostgresError = (fault: unknown): fault is PostgresError =>
  fault instanceof Error &&
  'code' in fault &&
  typeof fault.code === 'string' &&
  /^[0-9A-Z]{5}$/.test(fault.code)

/** Whether the database cannot be reached, breaks off, starts or stops at the moment, or has no connection to give. */
export function isDatabaseAway(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false
  if (fault instanceof DatabaseAway) return true
  // PostgreSQL's codes: 08 of the connection, 57P of starting and stopping; 53300 is too many connections.
  if (isPostgresError(fault)) return /^(08|57P0[1-5]|53300)/.test(fault.code)
  return /^Connection terminated|^Client has encountered a connection error|^Client was closed|^timeout exceeded when trying to connect/.test(
    fault.message,
  )
}

/** Whether a disk has no room left: of the database or of the files. */
const isDiskFull = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && ['53100', 'ENOSPC', 'EDQUOT'].includes(String(fault.code))

/** No connection to the database could be made. */
export class DatabaseAway extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error && cause.message ? cause.message : 'The database cannot be reached.', {
      cause,
    })
    this.name = 'DatabaseAway'
  }
}

/**
 * The problem behind a fault of the database: a broken constraint becomes the problem of the constraint's name, a
 * refusal by row-level security the one answer that tells nobody what exists. Any other fault comes back as it is.
 */
export function asProblem(fault: unknown): unknown {
  if (fault instanceof Problem) return fault
  if (isDatabaseAway(fault)) return new Problem('database_is_away')
  if (isDiskFull(fault)) return new Problem('disk_is_full')
  if (!isPostgresError(fault)) return fault
  if (fault.constraint && (fault.code.startsWith('23') || fault.code === '23001'))
    // An index of one partition carries its year: what is wrong is the same in every year.
    return new Problem(fault.constraint.replace(/_\d{4}$/, ''))
  // Texts with a zero byte, ids that are none, days and numbers out of range: wrong input that no schema has caught.
  if (['22021', '22P05', '22P02', '22007', '22008', '22003'].includes(fault.code))
    return new Problem('field_is_malformed')
  if (fault.code === '42501') return new Problem('not_found_or_not_allowed')
  return fault
}
