// What a thread does when it is given a bad file: for in-thread.test.ts.
import { answerFromThread } from '#platform/answer-from-thread'
import { Problem } from '#platform/problem'

await answerFromThread<{ bytes: Uint8Array }>(({ bytes }) => {
  const what = Buffer.from(bytes).toString()
  if (what === 'sleep') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  for (const kept: number[][] = []; what !== 'answer'; ) {
    if (what === 'problem') throw new Problem('file_is_empty', { name: 'a' }, { field: 'file' })
    if (what === 'fault') throw new Error('broken')
    if (what === 'grow') kept.push(new Array(100_000).fill(kept.length))
  }
  return what
})
