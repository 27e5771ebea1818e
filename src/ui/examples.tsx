// Every component in every state, on one page. Served in development and rendered by the tests.

export function UiExamples() {
  return null
}
