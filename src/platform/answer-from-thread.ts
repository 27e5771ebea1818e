import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { Said } from './in-thread.ts'
import { Problem } from './problem.ts'

/** Answers what a thread was asked for (see in-thread.ts): the last thing that its program does. */
export async function answerFromThread<Asked>(
  answer: (asked: Asked) => unknown,
  asked: Asked = workerData as Asked,
): Promise<void> {
  // Pages go first. On Linux this is the priority of this thread alone; elsewhere it would be that of the whole process.
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)
  const said = await saidOf(answer, asked)
  parentPort?.postMessage(said)
}

async function saidOf<Asked>(answer: (asked: Asked) => unknown, asked: Asked): Promise<Said<unknown>> {
  try {
    return { answer: await answer(asked) }
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    const { code, params, field } = fault
    return { problem: { code, params, field } }
  }
}
