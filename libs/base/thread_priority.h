// Which threads the system lets go first.
#ifndef TRIALDEX_LIBS_BASE_THREAD_PRIORITY_H_
#define TRIALDEX_LIBS_BASE_THREAD_PRIORITY_H_

namespace trialdex {

// Gives the calling thread, for good, a tenth of the share of a processor that others get who
// want it at the same time; all of it while nobody does. For work that nobody waits for.
void YieldToOtherThreads();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_THREAD_PRIORITY_H_
