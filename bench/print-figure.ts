/** What a measured figure is held against: the same work done by somebody else in the same run, or what we set ourselves. */
export type Beside = { peer?: number; peerName?: string; goal?: number }

const rounded = (number: number): number => Number(number.toPrecision(4))

/** Prints one figure as a JSON line. `ratio` is ours to the peer's; a goal is no peer. */
export function printFigure(bench: string, metric: string, ours: number, beside: Beside = {}): void {
  const { peer, peerName, goal } = beside
  const ratio = peer === undefined || peer === 0 ? {} : { ratio: Number((ours / peer).toPrecision(3)) }
  console.log(
    JSON.stringify({
      bench,
      metric,
      ours: rounded(ours),
      ...(peer === undefined ? {} : { peer: rounded(peer), peerName, ...ratio }),
      ...(goal === undefined ? {} : { goal }),
    }),
  )
}

/** Prints at the end how much processor time the process took, which a busy machine does not bend as it does seconds. */
export function printProcessorTime(bench: string): void {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage()
    printFigure(bench, 'processor time of this process, s', (user + system) / 1e6)
  })
}
