import { Component, type ReactNode } from 'react'

type Props = Readonly<{ fallback: ReactNode; children: ReactNode }>

let count = 0

/** How many parts of the page could not be drawn so far. */
export const notDrawn = (): number => count

/** Shows `fallback` in place of what throws while rendering, so that one bad part does not take the rest along. */
export class ErrorBoundary extends Component<Props, Readonly<{ failed: boolean }>> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch() {
    count += 1
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
