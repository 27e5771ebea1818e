// Makes editors of the text boxes of a report. Without it they take the notation as it is. What edits is large and is
// loaded only where a report is written.

function begin(): void {
  for (const frame of document.querySelectorAll<HTMLElement>('[data-report-editor]:not([data-begun])')) {
    frame.dataset.begun = ''
    void import('./frame.ts').then(({ mountFrame }) => mountFrame(frame))
  }
}

document.addEventListener('turbo:load', begin)
document.addEventListener('turbo:render', begin)
begin()
