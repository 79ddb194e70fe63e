# One line a task; `make help` lists them. Recipes longer than a few lines live in scripts/.
# Everything is run from this folder.

SHELL := /bin/sh
SWIFT ?= swift
PYTHON ?= python3
BAKHONG := .build/release/bakhong
SAMPLE := Samples/dong-hai
# Sizes of the lists that workbooks are measured on; 1000000 takes half an hour.
ROWS ?= 10000 100000
# How long `make fuzz` tries each target, and which: all, unless told.
MINUTES ?= 10
TARGETS ?=

# What Debian 12 lacks for building, and what it lacks for testing on top of that.
BUILD_PACKAGES := \
  pkg-config \
  libxml2-dev \
  libisal-dev zlib1g-dev \
  nettle-dev \
  libutf8proc-dev \
  libsqlite3-dev \
  libqrencode-dev libpng-dev
TEST_PACKAGES := \
  libreoffice-calc-nogui python3-uno fonts-liberation poppler-utils \
  libxml2-utils xsltproc \
  unzip \
  zbar-tools openssl \
  hledger age python3-venv

# Every import is declared in Package.swift (Swift modules; C modules are checked by TidyTests).
CHECKS := --explicit-target-dependency-import-check error
# The Swift runtime goes into the program, so it runs where no Swift is installed.
RELEASE := -c release --static-swift-stdlib --product bakhong $(CHECKS)
# libxml2, with ICU behind it, is not linked: the first part that needs it loads it.
export PKG_CONFIG_PATH := $(CURDIR)/scripts/pkgconfig:$(PKG_CONFIG_PATH)
STYLED := $(wildcard Package.swift Sources Tests Benchmarks)

.DEFAULT_GOAL := help
.PHONY: oracle help deps test-deps build run test lint format tidy bench bench-workbooks fuzz templates sample clean

help: ## Liệt kê các lệnh | List the targets
	@awk -F '## ' '/^[a-z-]+:.*## / { split($$1, name, ":"); split($$2, text, " [|] "); \
	  printf "  make %-10s %s · %s\n", name[1], text[1], text[2] }' Makefile

deps: ## Cài gói còn thiếu để biên dịch | Install what building lacks
	@scripts/install-missing.sh $(BUILD_PACKAGES)

test-deps: ## Cài gói còn thiếu để kiểm thử | Install what testing lacks
	@scripts/install-missing.sh $(TEST_PACKAGES)

build: deps ## Biên dịch bản phát hành | Build for release
	$(SWIFT) build $(RELEASE)

run: build ## Biên dịch rồi lập báo cáo mẫu | Build, then make the sample ward's report
	@scripts/run-sample.sh $(BAKHONG) $(SAMPLE)

test: deps test-deps lint ## Chạy mọi kiểm thử, gồm lint và tidy | Run every test, lint and tidy too
	@scripts/test.sh $(SWIFT) $(CHECKS)

lint: ## Kiểm tra cách trình bày mã | Check the style of the code
	$(SWIFT) format lint --strict --parallel --recursive $(STYLED)

format: ## Trình bày lại mã | Format the code in place
	$(SWIFT) format --in-place --parallel --recursive $(STYLED)

tidy: deps ## Kiểm tra chiều import, gương, kích cỡ | Check imports, mirrors, sizes, words
	@scripts/test.sh $(SWIFT) $(CHECKS) --filter TidyTests

oracle: deps test-deps ## So mọi hàm với LibreOffice | Compare hundreds of calls of every function with LibreOffice
	@BAKHONG_ORACLE=full scripts/test.sh $(SWIFT) $(CHECKS) --filter OracleTests

bench: build ## Đo thời gian CPU trên phường mẫu | Measure CPU time on the sample ward
	@Benchmarks/sample-ward.sh $(BAKHONG) $(SAMPLE)
	@$(SWIFT) build -c release --product matching-bench
	@Benchmarks/matching.sh .build/release/matching-bench $(PYTHON)
	@$(SWIFT) build -c release --product ledger-bench
	@Benchmarks/ledger.sh .build/release/ledger-bench
	@$(SWIFT) build -c release --product import-bench
	@Benchmarks/importing.sh .build/release/import-bench $(BAKHONG)
	@$(SWIFT) build -c release --product formulas-bench
	@Benchmarks/formulas.sh .build/release/formulas-bench $(BAKHONG) $(PYTHON)
	@$(MAKE) --no-print-directory bench-workbooks
	@python3 Benchmarks/editing.py $(BAKHONG)
	@python3 Benchmarks/collecting.py $(BAKHONG)

bench-workbooks: build ## So tốc độ đọc, ghi bảng tính với chương trình khác | Compare reading and writing with peers
	@$(SWIFT) build -c release --static-swift-stdlib --product writing-bench
	@python3 Benchmarks/reading.py $(BAKHONG) --rows $(ROWS)
	@python3 Benchmarks/writing.py .build/release/writing-bench $(BAKHONG) --rows $(ROWS)

fuzz: deps ## Thử tệp hỏng ngẫu nhiên, MINUTES phút mỗi loại | Fuzz every reader for MINUTES each
	@SWIFT="$(SWIFT)" scripts/fuzz.sh $(MINUTES) $(TARGETS)

templates: build ## Dựng lại biểu mẫu ODS và XLSX | Rebuild the ODS and XLSX forms
	for form in bao-cao-3-khong phieu-thu-thap phieu-tong-hop so-tay; do \
	  $(BAKHONG) template make Templates/$$form.yaml; done

sample: build ## Sinh lại dữ liệu mẫu | Generate the sample ward anew
	@scripts/renew-sample.sh $(BAKHONG) $(SAMPLE)

clean: ## Xóa những gì đã dựng và đã xuất | Remove what was built and handed out
	$(SWIFT) package clean
	rm -rf Samples/*/out Samples/*/.goc Samples/*/ledger.sqlite*
