/* The floor: what the kernel asks for telling N viewers one thing. Accepts, answers the handshake of a stream, and
   for each line on standard input sends one update of the same bytes to everybody with send(). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 65536 };
static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n:\nevent: beat\ndata: {}\n\n";
static int lines[MOST], many;
static unsigned number;

static void tell(int bytes) {
    char frame[8192];
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    int size = snprintf(frame, sizeof frame, "id: e.%u\nevent: step\ndata: zq%016llxx%08x", number + 1,
                        t.tv_sec * 1000000000ULL + t.tv_nsec, number + 1);
    number++;
    while (size < bytes - 2) frame[size++] = '-';
    frame[size++] = '\n';
    frame[size++] = '\n';
    for (int i = 0; i < many; i++)
        if (send(lines[i], frame, size, MSG_NOSIGNAL | MSG_DONTWAIT) != size) {
            close(lines[i]);
            lines[i--] = lines[--many];
        }
    printf("told %d\n", many);
    fflush(stdout);
}

int main(int argc, char **argv) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    int door = socket(AF_INET, SOCK_STREAM, 0), one = 1, bytes = argc > 1 ? atoi(argv[1]) : 400;
    struct sockaddr_in at = {.sin_family = AF_INET};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(door, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    socklen_t length = sizeof at;
    if (bind(door, (struct sockaddr *)&at, sizeof at) || listen(door, 2048)) { perror("listen"); return 1; }
    getsockname(door, (struct sockaddr *)&at, &length);
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    int ep = epoll_create1(0);
    struct epoll_event e = {.events = EPOLLIN, .data.fd = door}, in = {.events = EPOLLIN, .data.fd = 0}, found[256];
    epoll_ctl(ep, EPOLL_CTL_ADD, door, &e);
    epoll_ctl(ep, EPOLL_CTL_ADD, 0, &in);
    char asked[4096];
    for (;;) {
        int ready = epoll_wait(ep, found, 256, -1);
        for (int i = 0; i < ready; i++) {
            int fd = found[i].data.fd;
            if (fd == 0) {
                if (!fgets(asked, sizeof asked, stdin)) return 0;
                tell(bytes);
            } else if (fd == door) {
                struct epoll_event each = {.events = EPOLLIN, .data.fd = accept(door, NULL, NULL)};
                epoll_ctl(ep, EPOLL_CTL_ADD, each.data.fd, &each);
            } else if (recv(fd, asked, sizeof asked, 0) > 0) {
                if (send(fd, head, sizeof head - 1, MSG_NOSIGNAL) > 0) lines[many++] = fd;
                epoll_ctl(ep, EPOLL_CTL_DEL, fd, NULL);
            }
        }
    }
}
