/* Viewers by the thousand in one thread: connects them, reads what they are told, measures how late and whether
   anything is missing or came twice. An update carries "zq<16 hex: nanoseconds it was made>x<8 hex: number>".

   load PORT PATH COUNT [sse|socketio] [stopped-every K] [comes-back]
   Says "up COUNT MILLISECONDS" once all are connected. Then answers lines on standard input:
   report: what was received since the last report; at PLACE: how many stand at this "id:". */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLOSED, CONNECTING, ASKED, UP };
enum { IN_FLIGHT = 200, KEPT = 64, MARK = 27, CHUNK = 65536 };

struct viewer {
    int fd, state, kept;
    unsigned last;
    long long again_at;
    char place[48], tail[KEPT];
};

static struct viewer *all;
static int count, port, socketio, stopped_every, comes_back, ep, up, in_flight, closed_total;
static const char *path;
static double *late;
static size_t received, room;
static long long missing, twice, began;
static unsigned newest;

static long long now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int is_stopped(struct viewer *v) { return stopped_every && (v - all) % stopped_every == stopped_every - 1; }

static void start(struct viewer *v) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (v->fd < 0) { perror("socket"); exit(1); }
    int one = 1, small = 4096;
    setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (is_stopped(v)) setsockopt(v->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    connect(v->fd, (struct sockaddr *)&to, sizeof to);
    struct epoll_event e = {.events = EPOLLOUT, .data.ptr = v};
    epoll_ctl(ep, EPOLL_CTL_ADD, v->fd, &e);
    v->state = CONNECTING;
    v->kept = 0;
    in_flight++;
}

static void ask(struct viewer *v) {
    char line[1024], brings[96] = "";
    if (v->place[0]) snprintf(brings, sizeof brings, "Last-Event-ID: %s\r\n", v->place);
    int size = socketio
        ? snprintf(line, sizeof line,
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", port)
        : snprintf(line, sizeof line,
            "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\nCache-Control: no-cache\r\n"
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0\r\n"
            "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: en-GB,en;q=0.9\r\n%s\r\n", path, port, brings);
    if (write(v->fd, line, size) != size) { /* noticed when it is read */ }
    struct epoll_event e = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = v};
    epoll_ctl(ep, EPOLL_CTL_MOD, v->fd, &e);
    v->state = ASKED;
}

/* A short masked text frame (RFC 6455); the mask is zero, which leaves the text as it is. */
static void say(struct viewer *v, const char *text) {
    char frame[64] = {(char)0x81, (char)(0x80 | strlen(text))};
    memcpy(frame + 6, text, strlen(text));
    if (write(v->fd, frame, 6 + strlen(text)) < 0) { /* noticed when it is read */ }
}

static void lost(struct viewer *v) {
    if (v->state == UP) up--; else in_flight--;
    close(v->fd);
    v->state = CLOSED;
    closed_total++;
    /* As a browser told "retry: 500 to 2500" would. */
    v->again_at = now_ns() + 500000000LL + (long long)(rand() / (double)RAND_MAX * 2e9);
}

static void is_up(struct viewer *v) {
    v->state = UP;
    in_flight--;
    up++;
    if (is_stopped(v)) epoll_ctl(ep, EPOLL_CTL_DEL, v->fd, NULL);
}

static void mark(struct viewer *v, const char *at, long long now) {
    char digits[17] = {0}, number[9] = {0};
    memcpy(digits, at + 2, 16);
    memcpy(number, at + 19, 8);
    unsigned seq = strtoul(number, NULL, 16);
    if (seq == v->last) { twice++; return; }
    if (v->last && seq != v->last + 1) { if (seq > v->last) missing += seq - v->last - 1; else twice++; }
    v->last = seq;
    if (seq > newest) newest = seq;
    if (received == room) late = realloc(late, (room = room ? room * 2 : 1 << 20) * sizeof *late);
    late[received++] = (now - (long long)strtoull(digits, NULL, 16)) / 1e6;
}

static void take(struct viewer *v) {
    static char data[KEPT + CHUNK + 1];
    memcpy(data, v->tail, v->kept);
    ssize_t more = recv(v->fd, data + v->kept, CHUNK, 0);
    if (more < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (more <= 0) { lost(v); return; }
    long long now = now_ns();
    size_t size = v->kept + more;
    data[size] = 0;
    if (v->state == ASKED) {
        if (socketio && memmem(data, size, "\r\n\r\n", 4) && !v->kept) say(v, "40/public,");
        if (memmem(data, size, socketio ? "40/public" : "event: beat", socketio ? 9 : 11)) is_up(v);
        else if (memmem(data, size, "\nevent: ready", 13)) is_up(v);
    }
    if (socketio && memmem(data, size, "\x81\x01" "2", 3)) say(v, "3");
    char *from = data;
    for (char *at; (at = memmem(from, data + size - from, "zq", 2)) && at + MARK <= data + size; from = at + 2)
        if (at[18] == 'x' && strspn(at + 2, "0123456789abcdef") >= 16) mark(v, at, now);
    for (char *at = data, *end; (at = memmem(at, data + size - at, "id: ", 4)); at += 4)
        if ((end = memchr(at, '\n', data + size - at)) && (at == data || at[-1] == '\n') && end - at - 4 < (int)sizeof v->place) {
            memset(v->place, 0, sizeof v->place);
            memcpy(v->place, at + 4, end - at - 4);
        }
    /* Keep what may be the beginning of a mark, and none that was counted. */
    size_t rest = data + size - from < KEPT ? (size_t)(data + size - from) : KEPT - 1;
    if (rest > MARK + 8) rest = MARK + 8;
    memcpy(v->tail, data + size - rest, v->kept = rest);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double part(double share) { return received ? late[(size_t)((received - 1) * share)] : 0; }

static void answer(char *asked) {
    asked[strcspn(asked, "\n")] = 0;
    if (!strncmp(asked, "at ", 3)) {
        int there = 0;
        for (int i = 0; i < count; i++) there += all[i].state == UP && !strcmp(all[i].place, asked + 3);
        printf("{\"up\": %d, \"there\": %d}\n", up, there);
    } else {
        qsort(late, received, sizeof *late, by_size);
        printf("{\"up\": %d, \"received\": %zu, \"missing\": %lld, \"twice\": %lld, \"closed\": %d, \"newest\": %u, "
               "\"p50\": %.3f, \"p95\": %.3f, \"p99\": %.3f, \"max\": %.3f}\n",
               up, received, missing, twice, closed_total, newest, part(.5), part(.95), part(.99), part(1));
        received = missing = twice = closed_total = 0;
    }
    fflush(stdout);
}

int main(int argc, char **argv) {
    port = atoi(argv[1]);
    path = argv[2];
    count = atoi(argv[3]);
    for (int i = 4; i < argc; i++) {
        if (!strcmp(argv[i], "socketio")) socketio = 1;
        if (!strcmp(argv[i], "comes-back")) comes_back = 1;
        if (!strcmp(argv[i], "stopped-every")) stopped_every = atoi(argv[++i]);
    }
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    all = calloc(count, sizeof *all);
    ep = epoll_create1(0);
    struct epoll_event in = {.events = EPOLLIN, .data.ptr = NULL}, found[512];
    epoll_ctl(ep, EPOLL_CTL_ADD, 0, &in);
    began = now_ns();
    int started = 0, was_said = 0;
    for (;;) {
        while (started < count && in_flight < IN_FLIGHT) start(&all[started++]);
        if (comes_back && started == count && up + in_flight < count) {
            long long now = now_ns();
            for (int i = 0; i < count && in_flight < IN_FLIGHT; i++)
                if (all[i].state == CLOSED && now >= all[i].again_at) start(&all[i]);
        }
        if (!was_said && up == count) {
            printf("up %d %.1f\n", up, (now_ns() - began) / 1e6);
            fflush(stdout);
            was_said = 1;
        }
        int many = epoll_wait(ep, found, 512, comes_back && up < count ? 10 : 1000);
        for (int i = 0; i < many; i++) {
            struct viewer *v = found[i].data.ptr;
            char line[256];
            if (!v) {
                if (!fgets(line, sizeof line, stdin)) return 0;
                answer(line);
            } else if (v->state == CONNECTING) {
                if (found[i].events & (EPOLLERR | EPOLLHUP)) lost(v); else ask(v);
            } else if (v->state != CLOSED) {
                take(v);
            }
        }
    }
}
