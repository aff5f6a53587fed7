# Two targets set everything up: `make run` and `make test`. CONTRIBUTING.md tells of the others.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build

PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
APT_INSTALL := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends

BUILD_PACKAGES := libcurl4-openssl-dev libssl-dev libc-ares-dev libldap2-dev libsasl2-dev \
	libsasl2-modules-gssapi-mit libarchive-dev libsimdjson-dev pkg-config ca-certificates
TEST_PACKAGES := mandoc python3 python3-jsonschema python3-html5lib python3-yaml libxml2-utils cmark-gfm
# What looks at HTML reports; it wants a font of the system.
TEST_PACKAGES += chromium fonts-dejavu-core
WALL := --explicit-target-dependency-import-check error
# Relative relocations in their packed form: a seventh of the time to start goes into them otherwise.
LINK := -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs
# What a start does not need costs it milliseconds: a table of the program's own symbols, which each library looks through,
# and the C++ runtime as a library, bound anew each time; it is linked in where the compiler has it as an archive.
STATIC := .build/static
LINK += -Xlinker --no-export-dynamic -Xlinker -L$(STATIC)
# No library lies beside the program; looking there first would find nothing, for each of thirty.
LINK += --disable-local-rpath
RELEASE := .build/release/mde-preflight

.PHONY: run test fuzz lint build man edition golden screenshots bench lab install dist clean build-packages test-packages

run: build-packages build  ## install what is missing, build, and probe from this host
	$(RELEASE) $(ARGS) || status=$$?; echo "exit status $${status:-0}" >&2

build:  ## a release binary, statically linked with the Swift libraries
	@mkdir -p $(STATIC); for c in clang gcc; do archive=$$($$c -print-file-name=libstdc++.a 2>/dev/null); \
	  if [ -e "$$archive" ]; then ln -sf "$$archive" $(STATIC)/; break; fi; done
	swift build -c release --static-swift-stdlib --product mde-preflight $(WALL) $(LINK)
	@# What is written in one go lies in memory in larger pieces than what the linker leaves, and starts a millisecond sooner.
	@cp -p $(RELEASE) $(RELEASE).copy && mv -f $(RELEASE).copy $(RELEASE)
	$(RELEASE) compile-catalogue

# Prints the packages of $(1) that are not installed.
missing = $(shell dpkg-query -W -f '$${Package} $${db:Status-Abbrev}\n' $(1) 2>/dev/null | \
	awk '$$2 == "ii" { have[$$1] = 1 } END { n = split("$(1)", all, " "); for (i = 1; i <= n; i++) if (!(all[i] in have)) print all[i] }')

build-packages:
	$(if $(call missing,$(BUILD_PACKAGES)),$(SUDO) apt-get update -q && $(APT_INSTALL) $(call missing,$(BUILD_PACKAGES)),@:)

test-packages: build-packages
	$(if $(call missing,$(TEST_PACKAGES)),$(SUDO) apt-get update -q && $(APT_INSTALL) $(call missing,$(TEST_PACKAGES)),@:)
	Lab/install-peers

test: test-packages  ## install what the tests need, and run them all
	swift build --build-tests $(WALL)
	swift test --skip-build --parallel 2>&1 | tee .build/test.log || \
		{ echo "What failed, once more:"; grep -aE '^✘|Fatal error' .build/test.log; exit 1; }
	Fuzz/run 2

fuzz: build-packages  ## look for input that the readers of evidence cannot bear, ten minutes for each of them
	Fuzz/run

lint: build-packages  ## formatting, the wall between the layers, and whether the catalogue's edition is told
	swift format lint --strict --recursive --parallel --configuration .swift-format Package.swift Sources Tests Fuzz
	@if grep -rnE '^(package |public |internal |private |@[a-z]+ )*import ' Sources/Checks | grep -vE 'import Model$$'; then \
		echo 'Sources/Checks may import Model and nothing else' >&2; exit 1; fi
	@if grep -rnE 'import (CCurl|COpenSSL|CAres|CLDAP|CArchive|CSimdJSON|Yams)$$' Sources | grep -vE '^Sources/(Archive|Curl|LDAP|NameResolution|Signing|StrictYAML|TenantAnswers)/'; then \
		echo 'a C library or Yams is imported outside the one target that owns it' >&2; exit 1; fi
	@Scripts/catalogue-edition --check

edition:  ## give the catalogue the day of today, if anything under checks/ has changed since its last edition
	Scripts/catalogue-edition

man: build  ## write the generated manual page anew
	Scripts/generate-man

golden: build  ## write every generated file anew: examples, index of checks, manual page
	RECORD_GOLDEN=1 swift test --filter Golden
	Scripts/generate-man

screenshots: test-packages  ## pictures of the HTML reports by day, by night, on a phone and on paper, in .build/screenshots
	Scripts/screenshot-html .build/screenshots

bench: build  ## measure, beside a peer in the same run
	Benchmarks/run
	Benchmarks/directory
	Benchmarks/fleet
	Benchmarks/diff
	Benchmarks/devices
	Benchmarks/bundle
	Benchmarks/redaction
	Benchmarks/html
	Benchmarks/tenant
	Benchmarks/waivers

lab:  ## start the misbehaving peers of the tests, until ^C
	Lab/install-peers
	Lab/run

install: build  ## binary, catalogue, manual pages and completions under PREFIX
	install -D -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/mde-preflight
	rm -rf $(DESTDIR)$(PREFIX)/share/mde-preflight/checks
	mkdir -p $(DESTDIR)$(PREFIX)/share/mde-preflight
	cp -R checks $(DESTDIR)$(PREFIX)/share/mde-preflight/checks
	$(RELEASE) compile-catalogue --catalogue $(DESTDIR)$(PREFIX)/share/mde-preflight/checks
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/mde-preflight/schema reports/schema/*.schema.json
	for page in man/*.[1-8]; do install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$$(basename $$page); done
	mkdir -p $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(RELEASE) completions bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/mde-preflight
	$(RELEASE) completions zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_mde-preflight
	$(RELEASE) completions fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/mde-preflight.fish

dist: build  ## an archive of what `make install` installs
	rm -rf dist && mkdir dist
	$(MAKE) install DESTDIR=$(CURDIR)/dist/tree PREFIX=/usr
	tar -C dist/tree --sort=name --owner=0 --group=0 -czf dist/mde-preflight.tar.gz .

clean:
	rm -rf .build dist
