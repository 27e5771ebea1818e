import type { Refused } from '#platform/forms/take'

/** Shows a refused form again where a field is at fault. Other problems, such as a stale form, go to the error page. */
export const onFieldFaults =
  (page: (form: Refused) => Promise<Response>) =>
  (form: Refused): Promise<Response> => {
    if (form.problems.fields.length === 0) throw form.problems
    return page(form)
  }
