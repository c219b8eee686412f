#include "desktop/deadline.h"

#include <gio/gio.h>

#define US_PER_MS 1000

/* Shared by the thread and who waits for it; the last of the two frees it. */
struct job {
    GMutex lock;
    GCond changed;
    GCancellable *cancellable;
    const struct deadline_work *work;
    void *data;
    bool done, given_up;
};

static void free_job(struct job *job)
{
    g_object_unref(job->cancellable);
    g_mutex_clear(&job->lock);
    g_cond_clear(&job->changed);
    g_free(job);
}

static void *run_job(void *data)
{
    struct job *job = data;
    job->work->run(job->data, job->cancellable);
    g_mutex_lock(&job->lock);
    bool given_up = job->given_up;
    job->done = true;
    g_cond_signal(&job->changed);
    g_mutex_unlock(&job->lock);
    if (given_up) {
        job->work->drop(job->data);
        free_job(job);
    }
    return NULL;
}

/* With the lock held. */
static void wait_until_done(struct job *job, int limit_ms)
{
    gint64 end = g_get_monotonic_time() + (gint64)limit_ms * US_PER_MS;
    while (!job->done && g_cond_wait_until(&job->changed, &job->lock, end)) {
    }
}

bool deadline_run(const struct deadline_work *work, void *data, int limit_ms)
{
    struct job *job = g_new0(struct job, 1);
    g_mutex_init(&job->lock);
    g_cond_init(&job->changed);
    job->cancellable = g_cancellable_new();
    job->work = work;
    job->data = data;
    GThread *thread = g_thread_new("deadline", run_job, job);
    g_mutex_lock(&job->lock);
    wait_until_done(job, limit_ms - DEADLINE_GRACE_MS);
    if (!job->done) {
        g_cancellable_cancel(job->cancellable);
        wait_until_done(job, DEADLINE_GRACE_MS);
    }
    bool done = job->done;
    job->given_up = !done;
    g_mutex_unlock(&job->lock);
    if (done) {
        g_thread_join(thread);
        free_job(job);
    } else {
        g_thread_unref(thread);
    }
    return done;
}
